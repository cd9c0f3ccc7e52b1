/** The wrong implementations that pass the rules that forbid them, with the scenario that would reveal each. */
export const uncaught: Readonly<Record<string, string>> = {
  'throwing: a handler that throws is tried again': 'Throw in a handler, and count its executions.',
  'throwing: an error undoes the denial of its action':
    'Deny, then throw in the same execution, and look for later actions.',
  'throwing: an error after a challenge lets the next action execute':
    'Challenge, then throw in the same execution, and look for later actions.',
  'throwing: an error after a redirect lets the next action execute':
    'Redirect, then throw in the same execution, and look for later actions.',
  'serialisers: issuing: dates are normalised':
    'Encode a date without milliseconds, such as "2025-01-01T00:00:00Z" or "2025-01-01".',
  'serialisers: issuing: text is cut after 255 characters': 'Encode a text of 300 characters.',
  'serialisers: issuing: text is trimmed': 'Encode a text that begins or ends with a space.',
  'tokens: secrets are ASCII, and other characters become question marks':
    'Validate a token whose secret differs from the right one in a letter beyond ASCII.',
  'tokens: claims are encoded in ISO 8859-1': 'Encode a text beyond ASCII.',
  'tokens: a verified token is cached without its signature':
    'Validate a good token, then the same token with another signature in another parameter.',
  'tokens: a verified token is cached with its checks':
    'Validate a good token, let it expire, and validate it again; or validate it in the return of another transaction.',
  'tokens: signatures are compared without case':
    'Change the case of letters of a signature; the language flips bits, which never does that.',
  'tokens: the time is the one at which the server started':
    'Let two hours pass before the return, with a token that lives for minutes and was issued at the start.',
  'tokens: the time is the one at which the transaction started':
    'Let two hours pass before the return, with a token that lives for minutes and was issued at the start.',
  'tokens: tokens over 1000 characters are refused':
    'Return with a token whose claims have some hundred characters.',
  'effects: the writes of an action that denies are rolled back':
    'Store a value, replace it in an action that denies, and look in the next transaction which one is found.',
  'effects: the writes of an action that redirects are rolled back':
    'Store a value, replace it in an action that redirects, and look in the continue handler which one is found.',
  'cache-texts: values are inserted by a replacement pattern':
    'Store a value that has "$&" or "$$".',
  'cache-times: the total is counted anew in every execution':
    'Store 8000 bytes in each of three executions, then look at all records in one.',
  'cache-times: a record that was deleted comes back with the next transaction':
    'Delete a record, and look for it in the next transaction.',
  'cache-times: a delete removes a record only for the execution that deleted it':
    'Delete a record, and look for it in a later action.',
  'challenge-bypass: a challenge that the user leaves open for five minutes is dropped':
    'Let ten minutes pass while a challenge waits, then return without a state.',
  'serialisers: issuing: text is escaped for HTML': 'Encode a text that has "&" or "<".',
  'serialisers: issuing: text is normalised to NFC':
    'Encode a text with a decomposed character, such as "e" with U+0301.',
};
