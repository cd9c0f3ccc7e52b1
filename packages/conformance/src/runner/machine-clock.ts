import { decodeJwt } from 'jose';
import { isObject } from '../language/json.ts';
import { collectResults, getReturned } from '../rules/step-results.ts';
import type { TracedScenario } from '../report/report.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Whether a trace reports a time that is near the clock of this machine, and far from the time of the scenario. */
export function reportsMachineTime(
  { scenario, trace }: TracedScenario,
  machineTime: number,
): boolean {
  return collectResults(scenario, trace).some((result) =>
    listReportedTimes(getReturned(result)).some((time) => {
      const sinceMachineTime = time - machineTime;
      const isNear = sinceMachineTime > -MINUTE && sinceMachineTime < DAY + MINUTE;
      return isNear && Math.abs(time - result.time) > 3 * DAY;
    }),
  );
}

/** Lists the times in the result of a call, in milliseconds: the expiry of a record, and those of a token. */
function listReportedTimes(returned: unknown): number[] {
  if (typeof returned === 'string') return listTokenTimes(returned);
  if (!isObject(returned)) return [];
  const { expires_at, record } = returned;
  return typeof expires_at === 'number' ? [expires_at] : listReportedTimes(record);
}

function listTokenTimes(token: string): number[] {
  if (token.split('.').length !== 3) return [];
  try {
    const { iat, exp } = decodeJwt(token);
    return [iat, exp].flatMap((time) => (typeof time === 'number' ? time * 1000 : []));
  } catch {
    return [];
  }
}
