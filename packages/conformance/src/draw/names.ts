import { listWords } from './lines.ts';

/** Names of members that look like numbers, have to be escaped, or mean something in code, in tokens or in databases. */
export const trickyNames: readonly string[] = [
  '',
  ' a',
  'a ',
  '2nd factor',
  'a b',
  'price $',
  'e\u0301',
  '\u00e9',
  'n'.repeat(65),
  'n'.repeat(256),
  ...listWords(String.raw`
0 1 10 007 -1 1.5 1e3 1a 2fa a.b a.b.c .a a. a..b
a-b a_b a$b a$ a$1 a/b a[0] a[] [a] a"b a'b a\b a:b :a
ns:a a,b a;b a=b a&b a%b a+b a*b a?b a!b a|b a@b (a) {a}
<b> ~a ^a https://example.com/roles https://example.com/claims#role urn:example:role com.example.role ä größe имя 名前 이름 اسم 😀
a A ID Id id iD URL UserId userID user_id user-id _id __id __typename
_ @id @type #text length size type Type name class true null undefined NaN
data value values payload header headers claims token signature alg typ kid secret options
expiresInSeconds created_at updatedAt date time version nonce azp acr amr auth_time at_hash sid
scope scp email email_verified phone_number roles permissions groups org_id client_id redirect_uri session_token code password
user User event api request toJSON then get set keys
`),
];

/** Names of parameters that applications, providers and trackers use, and that servers filter, rename or read themselves. */
export const parameterNames: readonly string[] = listWords(`
utm_source utm_medium utm_campaign gclid fbclid msclkid mc_eid _ga _gl code redirect_uri client_id
response_type scope nonce prompt login_hint token session_token id_token access_token ticket jwt sig
signature hash error error_description iss sub aud ip exp continue_uri connection id
ID Id uid user user_id userId user-id email phone name password q
query search s page p limit offset sort filter format type v
lang locale ui_locales hl country tz theme next url returnTo return_to callback
continue back ref referrer source from to path host method _ __
_method _csrf csrf_token _t t ts cb debug key api_key secret PHPSESSID
sid action controller route data payload value event api options a[] a[0]
a[b] a[b][c] a.b a.b.c a-b a_b a:b a/b .a a. -a @a
~a 0 1 1a 007 A a aB x-b length toJSON then
null true undefined redirectUri state2 app_state _state
`);
