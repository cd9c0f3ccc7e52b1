/** The wrong implementations that pass the rules that forbid them, with the scenario that would reveal each. */
export const uncaught: Readonly<Record<string, string>> = {
  'denial: the reason "0" is falsy, as in PHP, and denies nothing': 'Deny with the reason "0".',
  'denial: reasons pass through a format string': 'Deny with a reason that has "%s" or "100%".',
  'denial: reasons that look like a number are stored as one':
    'Deny with the reason "007" or "1.50".',
  'denial: a reason that is only white space denies nothing': 'Deny with the reason " ".',
  'two-users: metadata of users is merged into shared defaults':
    'Give the users of two transactions different values of one member of app_metadata.',
  'two-users: objects of events are pooled, and keep members of the last user':
    'Give the first transaction an optional member, such as the organization, that the second lacks, and look at the event of the second.',
  'throwing: a handler that throws is tried again': 'Throw in a handler, and count its executions.',
  'throwing: an error undoes the denial of its action':
    'Deny, then throw in the same execution, and look for later actions.',
  'throwing: an error after a challenge lets the next action execute':
    'Challenge, then throw in the same execution, and look for later actions.',
  'throwing: an error after a redirect lets the next action execute':
    'Redirect, then throw in the same execution, and look for later actions.',
  'throwing: an error in a continue handler starts the transaction again':
    'Throw in a continue handler, and look for execute handlers that execute again.',
  'throwing: a token that was refused fails the transaction, though the action caught the error':
    'Validate a bad token in a continue handler, then complete the transaction.',
  'throwing: a write that the cache refused fails the transaction':
    'Make a write that is refused, then complete the transaction.',
  'returns: dots and spaces in parameter names become underscores, as in PHP':
    'Return with a parameter whose name has a dot or a space.',
  'returns: brackets in parameter names are parsed into objects':
    'Return with a parameter named like "filter[name]".',
  'returns: parameters are decoded a second time': 'Return with a value such as "100%25" or "%41".',
  'returns: plus signs in parameters become spaces': 'Return with a value that has a plus sign.',
  'returns: parameters "true" and "false" are cast': 'Return with the value "true".',
  'returns: parameters are trimmed': 'Return with a value that begins or ends with a space.',
  'returns: parameters of the first request win over those of the return':
    'Give the first event a query parameter, and return with another value of it.',
  'returns: parameters are stripped of angle brackets against scripts':
    'Return with a value that has "<" or ">".',
  'returns: parameters that are named like members of Object are dropped':
    'Return with a parameter named "constructor" or "toString".',
  'events: later handlers get only the newest method of authentication':
    'Give the event two methods of authentication, and look at those of a later handler.',
  'events: latitude and longitude are whole numbers': 'Give the event a latitude with a fraction.',
  'events: e-mail addresses are written in lower case':
    'Give the user an e-mail address with a capital letter.',
  'events: roles are unique without case': 'Give the user the roles "admin" and "Admin".',
  'events: unknown members of enrolled factors are removed':
    'Give an enrolled factor options, or another member.',
  'events: unknown members of the user are removed':
    'Give the user a member that the contract does not name.',
  'events: the name of the user agent is cut after 64 characters':
    'Give the event the user agent of a real browser.',
  'events: the query of the first request is decoded twice':
    'Give the query of the first request a plus sign or a percent sign.',
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
  'urls: parameters for tracking are removed': 'Redirect to a URL with the parameter "utm_source".',
  'effects: after deny, deletes report success and are ignored':
    'Store a value, deny, delete it in the same execution, and look whether it is found.',
  'effects: after a challenge, deletes report success and are ignored':
    'Store a value, challenge, delete it in the same execution, and look whether it is found.',
  'effects: the writes of an action that denies are rolled back':
    'Store a value, replace it in an action that denies, and look in the next transaction which one is found.',
  'effects: the writes of an action that redirects are rolled back':
    'Store a value, replace it in an action that redirects, and look in the continue handler which one is found.',
  'effects: after deny, tokens are signed with another key':
    'Encode a token after deny, and verify its signature.',
  'effects: after deny, tokens have an empty payload':
    'Encode a token with a payload after deny, and read its claims.',
  'effects: after a challenge, tokens live for the default time':
    'Encode a token with expiresInSeconds after a challenge, and read its exp.',
  'effects: a token that validates satisfies the challenges of the transaction':
    'Validate a good token in a continue handler, and challenge in a later action.',
  'results: deny returns the api object only in execute handlers':
    'Deny in a continue handler, and look at the result of the call.',
  'results: sendUserTo with a query returns nothing':
    'Redirect with a query, and look at the result of the call.',
  'cache-texts: values are inserted by a replacement pattern':
    'Store a value that has "$&" or "$$".',
  'cache-times: the total is counted anew in every execution':
    'Store 8000 bytes in each of three executions, then look at all records in one.',
  'cache-times: a record that was deleted comes back with the next transaction':
    'Delete a record, and look for it in the next transaction.',
  'cache-times: a delete removes a record only for the execution that deleted it':
    'Delete a record, and look for it in a later action.',
};
