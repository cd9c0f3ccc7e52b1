import { createInterface } from 'node:readline';
import { answer } from './host.mjs';

const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const announceStep = (params) => send({ jsonrpc: '2.0', method: 'step', params });

for await (const line of createInterface({ input: process.stdin })) {
  send(await answer(JSON.parse(line), announceStep));
}
