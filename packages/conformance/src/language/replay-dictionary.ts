/**
 * Text that many scenarios contain. zlib refers to it, so that a replay word stays short.
 *
 * @remarks
 * This text must never change: words that were made with another dictionary cannot be read. The most frequent text is at the end,
 * because zlib refers to near text with fewer bits.
 */
export const replayDictionary: Buffer = Buffer.from(
  [
    '"order":[0,1,0,1]"altered":{"claims":{"signatureByte":0"preferredMethod":"sms""otpFallback":false"additionalFactors":[{"type":"ttl":"expires_at":',
    '{"wait":1000},{"turn":1},{"throw":"out of order"}{"read":"frozen":true{"$state":0,"transaction":1}{"$state":0,"altered":"cut"}',
    '{"change":"arguments","of":0},{"change":"result","of":1}{"$number":"NaN"}{"$number":"Infinity"}{"$result":0}{"$state":0}',
    '{"completes":{"type":"otp"}},{"returns":{"method":"GET","query":{"state":{"$state":0}},"body":{}}}"continue":[',
    '"method":"POST","hostname":"tenant.example.com","query":{"state":"state-of-this-transaction","session_token":{"$token":',
    '{"algorithm":"HS256","secret":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","header":{"alg":"HS256","typ":"JWT"},"claims":{"iss":"tenant.example.com"',
    ',"sub":"auth0|1","aud":"https://tenant.example.com/continue","iat":1767225600,"exp":1767229200,"state":{"$state":0},"state":"state-of-this-transaction"',
    ',"verification":"v-1001"}}}},"body":{"state":{"$state":0},"body":{"state":"state-of-this-transaction"',
    '{"call":"redirect.validateToken","args":[{"secret":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","tokenParameterName":"session_token"}]}',
    '{"call":"redirect.encodeToken","args":[{"secret":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","payload":{}}]}',
    '{"call":"redirect.sendUserTo","args":["https://verify.example.com/",{"query":{"a":"b"}}]}',
    '{"call":"transaction.setResultUrl","args":["https://app.example.com/done"]}',
    '{"call":"authentication.challengeWith","args":[{"type":"otp"}{"call":"authentication.challengeWithAny","args":[[{"type":"email"}',
    '{"call":"access.deny","args":["no"]}{"call":"cache.set","args":["key","value"]},{"call":"cache.delete","args":["key"]},{"call":"cache.get","args":["key"]}',
    '{"now":1767225600000,"factors":["otp","email","webauthn-platform","webauthn-roaming","recovery-code","phone","push-notification","push"],',
    '"transactions":[{"event":{"authentication":{"methods":[]},"authorization":{"roles":[]},"client":{"client_id":"client","name":"Application",',
    '"metadata":{}},"connection":{"id":"con_1","name":"Users","strategy":"auth0"},"request":{"ip":"192.0.2.1","method":"GET",',
    '"hostname":"tenant.example.com","query":{},"body":{},"geoip":{}},"stats":{"logins_count":1},"tenant":{"id":"tenant"},',
    '"transaction":{"locale":"en","ui_locales":["en"]},"user":{"user_id":"auth0|1","created_at":"2025-01-01T00:00:00.000Z",',
    '"updated_at":"2025-01-01T00:00:00.000Z","email":"user@example.com","email_verified":true,"phone_number":"+15550100",',
    '"phone_verified":true,"app_metadata":{},"user_metadata":{},"identities":[],"enrolledFactors":[{"type":"otp"},{"type":"email"},',
    '{"type":"webauthn-platform"},{"type":"webauthn-roaming"},{"type":"recovery-code"},{"type":"phone"},{"type":"push-notification"}]},',
    '"secrets":{},"configuration":{}},"actions":[{"execute":[]},{"execute":[{"call":"","args":["',
    '"]}]}],"user":[]}]}]',
  ].join(''),
);
