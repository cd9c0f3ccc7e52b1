import { createServer } from 'node:http';
import { answer } from './host.mjs';

// A server that answers the messages of the suite by POST: node server.mjs [port]
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const message = await answer(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  response.setHeader('content-type', 'application/json').end(JSON.stringify(message));
});

server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`);
});
