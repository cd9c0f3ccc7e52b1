import type { Json } from '../../language/json.ts';
import type { Phase } from '../../language/trace.ts';
import { formatLine } from '../../language/format-value.ts';
import {
  ImplementationError,
  type StepPosition,
  type World,
  type WorldOptions,
} from '../implementation.ts';
import { assertDescription } from '../validate-answer.ts';
import type { Description, ProtocolRequest, WorldReference } from './protocol.ts';

const jsonrpc = '2.0';

/** A connection to a served implementation. */
export interface ProtocolConnection {
  /** Sends a request with the next id and returns its result. Calls `onStep` for each step that is announced meanwhile. */
  request(
    create: (id: number) => ProtocolRequest,
    onStep?: (position: StepPosition) => void,
  ): Promise<Json>;
}

/** The length to which the message of an error response is cut. */
const MAX_MESSAGE_LENGTH = 1000;

/** Creates the error for an error response. */
export function createAnsweredError(error: { readonly message: string }): ImplementationError {
  return new ImplementationError(formatLine(error.message, MAX_MESSAGE_LENGTH), { cause: error });
}

/** Requests the description of a served implementation, without the version of the protocol. */
export async function requestDescription(
  connection: ProtocolConnection,
): Promise<Omit<Description, 'protocol'>> {
  const answer = await connection.request((id) => ({ jsonrpc, id, method: 'describe' }));
  const { protocol: _, ...description } = assertDescription(answer);
  return description;
}

/** Removes the edition from the options for a program that does not list its editions: a program of before may refuse the member. */
export function forProgram(
  { editions }: Pick<Description, 'editions'>,
  { edition, ...options }: WorldOptions,
): WorldOptions {
  return { ...options, ...(editions && edition && { edition }) };
}

/** Opens a world of a served implementation. Its id must not have been used before. */
export async function openProtocolWorld(
  connection: ProtocolConnection,
  { world }: WorldReference,
  { now, edition, factors, onStep }: WorldOptions,
): Promise<World> {
  const request = (create: (id: number) => ProtocolRequest) => connection.request(create, onStep);
  const requestPhase = async (create: (id: number) => ProtocolRequest) =>
    (await request(create)) as unknown as Phase;
  const params = { world, now, ...(edition && { edition }), factors };
  await request((id) => ({ jsonrpc, id, method: 'open', params }));
  return {
    start: (start) =>
      requestPhase((id) => ({ jsonrpc, id, method: 'start', params: { world, ...start } })),
    resume: (resume) =>
      requestPhase((id) => ({ jsonrpc, id, method: 'resume', params: { world, ...resume } })),
    async close() {
      await request((id) => ({ jsonrpc, id, method: 'close', params: { world } }));
    },
  };
}
