/** The wrong implementations that no MUST catches, each with the reason. */
export const uncaught: Readonly<Record<string, string>> = {
  'throwing: a handler that throws is tried again':
    'No source says how a transaction goes on after an error, so only a SHOULD does.',
  'throwing: an error undoes the denial of its action':
    'No source says how a call counts in an execution that throws.',
  'throwing: an error after a challenge lets the next action execute':
    'No source says how a call counts in an execution that throws.',
  'throwing: an error after a redirect lets the next action execute':
    'No source says how a call counts in an execution that throws.',
  'tokens: secrets are ASCII, and other characters become question marks':
    'That a secret may have characters beyond ASCII is decided, so a SHOULD judges it.',
  'effects: the writes of an action that denies are rolled back':
    'The cache is best effort between executions: an older record may be found, and a SHOULD judges it.',
  'effects: the writes of an action that redirects are rolled back':
    'The cache is best effort between executions: an older record may be found.',
  'cache-times: a record that was deleted comes back with the next transaction':
    'The cache is best effort between executions: an older record may be found.',
  'cache-times: a delete removes a record only for the execution that deleted it':
    'The cache is best effort between executions: an older record may be found.',
};
