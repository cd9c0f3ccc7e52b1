/**
 * Why a token was not accepted.
 *
 * @public
 */
export type InvalidTokenCode =
  | 'MissingToken'
  | 'MalformedToken'
  | 'UnsupportedAlgorithm'
  | 'CriticalExtension'
  | 'InvalidSignature'
  | 'InvalidClaims'
  | 'ExpiredToken'
  | 'PrematureToken'
  | 'OtherState'
  | 'OtherUser';

const reasons: Readonly<Record<InvalidTokenCode, string>> = {
  MissingToken: 'the return carries none in this parameter',
  MalformedToken: 'it is not a compact JWT',
  UnsupportedAlgorithm: 'its header does not name HS256 as its algorithm',
  CriticalExtension: 'its header demands an extension',
  InvalidSignature: 'it was signed with another secret, or altered since',
  InvalidClaims: 'iat, exp and nbf must be numbers, and iss, sub and state strings',
  ExpiredToken: 'its time is up',
  PrematureToken: 'its time has not come',
  OtherState: 'its state is not the one of this return',
  OtherUser: 'it is for another user',
};

/**
 * Thrown where a token is missing or does not verify.
 *
 * @remarks
 * No message holds a secret, a token or a claim. For the same reason there is no `cause`: the errors of a JSON parser quote
 * what was parsed.
 *
 * @public
 */
export class InvalidTokenError extends Error {
  /** Tells this class of errors from others. */
  override readonly name = 'InvalidTokenError';
  /** Why the token was not accepted; it does not change from version to version. */
  readonly code: InvalidTokenCode;

  /**
   * Makes the error with the message that belongs to its code.
   *
   * @param code - Why the token was not accepted.
   */
  constructor(code: InvalidTokenCode) {
    super(`Cannot validate the token: ${reasons[code]}.`);
    this.code = code;
  }
}
