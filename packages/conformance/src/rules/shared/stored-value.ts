import { isObject } from '../../language/json.ts';
import { formatValue } from '../../language/format-value.ts';
import { getResultType } from '../cache/expectations.ts';
import { violation } from '../expectations.ts';
import { onCalls } from '../judges.ts';
import { filterCalls, getReturned } from '../step-results.ts';

/** Judges that the last call of `cache.get` finds the value that the first call of `cache.set` stored, in any transaction. */
export const judgeStoredValue = onCalls(['cache.set', 'cache.get'], (calls) => {
  const [written] = filterCalls(calls, 'cache.set');
  const found = filterCalls(calls, 'cache.get').at(-1);
  if (!written || !found || getResultType(written) !== 'success') return 'vacuous';
  const value = written.args[1];
  const returned = getReturned(found);
  return isObject(returned) && returned['value'] === value
    ? 'held'
    : violation(found, `a record of ${formatValue(value)}`);
});
