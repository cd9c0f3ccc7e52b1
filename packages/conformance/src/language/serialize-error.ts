import { formatLine } from './format-value.ts';
import type { SerializedError } from './trace.ts';

/** How much is told of the name of what was thrown. */
const MAX_NAME_LENGTH = 60;

/** How much is told of its message. */
const MAX_MESSAGE_LENGTH = 500;

/** What was thrown, as JSON. */
export function serializeError(thrown: unknown): SerializedError {
  try {
    if (!(thrown instanceof Error) && !isForeignError(thrown)) {
      return { name: typeof thrown, message: String(thrown), isError: false };
    }
    const code = (thrown as { code?: unknown }).code;
    return {
      name: String(thrown.name),
      message: String(thrown.message),
      ...(typeof code === 'string' && { code }),
      isError: true,
    };
  } catch {
    return { name: typeof thrown, message: 'something that cannot be read', isError: false };
  }
}

function isForeignError(thrown: unknown): thrown is Error {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}

/** What was thrown, as much as a sentence can hold. */
export function shortenError(thrown: unknown): Pick<SerializedError, 'name' | 'message'> {
  const { name, message } = serializeError(thrown);
  return {
    name: formatLine(name, MAX_NAME_LENGTH),
    message: formatLine(message, MAX_MESSAGE_LENGTH),
  };
}

/** The same, as part of a sentence that goes on. */
export function describeError(thrown: unknown): string {
  const { name, message } = shortenError(thrown);
  return `${name}: ${message.replace(/\.$/, '')}`;
}
