import { readFileSync } from 'node:fs';

const path = new URL('../../../packages/spec/rules.json', import.meta.url);

export default {
  watch: [path.pathname],
  /** Loads the rules that the list shows. */
  load() {
    const { rules } = JSON.parse(readFileSync(path, 'utf8'));
    return Object.entries(rules).map(([id, { level, text, since, until }]) => ({
      id,
      group: id.slice(0, id.indexOf('/')),
      level,
      text,
      since,
      until,
    }));
  },
};
