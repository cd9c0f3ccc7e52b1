import { eventWith } from '../language/sample-event.ts';
import type { Template } from '../language/scenario.ts';
import { chunk } from './chunk.ts';
import { trickyValues } from './json-values.ts';
import { ordinaryValues } from './metadata.ts';
import { memberNames } from './text.ts';
import { trickyTexts } from './tricky-texts.ts';

const namedTexts = trickyTexts.filter((one) => one !== '' && !one.startsWith('$'));

/** Events with each text and value that implementations often change: as a value and as a name in open places. */
export const trickyEvents: readonly Template[] = [
  ...chunk(trickyTexts, 24).map((texts) => {
    const metadata = Object.fromEntries(texts.map((one, number) => [`t${number}`, one]));
    return eventWith({
      client: { metadata },
      transaction: { texts },
      user: { user_metadata: metadata, nickname: texts[0] ?? '', app_metadata: { texts } },
      request: { method: 'POST', query: metadata, body: metadata },
      secrets: metadata,
    });
  }),
  ...chunk(namedTexts, 24).map((texts) => {
    const metadata = Object.fromEntries(texts.map((one) => [one, 'value']));
    return eventWith({
      client: { metadata },
      organization: { id: 'org_1', name: 'acme', display_name: 'Acme', metadata },
      user: { user_metadata: metadata },
      request: { query: metadata },
      configuration: metadata,
    });
  }),
  ...chunk([...trickyValues, ...ordinaryValues], 24).map((values) => {
    const members = Object.fromEntries(values.map((one, number) => [`v${number}`, one]));
    return eventWith({
      organization: { id: 'org_1', name: 'acme', display_name: 'Acme', metadata: {}, ...members },
      transaction: members,
      user: { app_metadata: members, identities: [{ profileData: members }], ...members },
      request: { geoip: members, body: members },
    });
  }),
  eventWith({
    user: {
      user_metadata: Object.fromEntries(
        memberNames.filter((name) => name !== '__proto__').map((name) => [name, name]),
      ),
    },
  }),
];
