import { describeIssue } from '../../language/validate.ts';
import type { ProtocolMessage } from './protocol.ts';

/** Parses a message of a served implementation; `undefined` if the text is no protocol message. */
export function parseMessage(text: string): ProtocolMessage | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return describeIssue('ProtocolMessage', message) === undefined
      ? (message as ProtocolMessage)
      : undefined;
  } catch {
    return undefined;
  }
}
