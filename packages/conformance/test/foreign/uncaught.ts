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
};

/** The wrong implementations that a MUST catches only at some seeds, each with the reason. */
export const seldomCaught: Readonly<Record<string, string>> = {
  'two-users: a session is named by the user':
    'Only the model of the flow draws a second transaction of a user that a host may not refuse.',
  'pauses: only the newest completed factor is remembered':
    'Only the model of the flow draws two completed factors and asks for the first one again.',
  'cache-times: a delete removes a record only for the execution that deleted it':
    'A refused write brings the record back; only the model of the cache draws one between a delete and a read.',
};
