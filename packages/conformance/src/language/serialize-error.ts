import { formatLine } from './format-value.ts';
import type { SerializedError } from './trace.ts';

/** The length to which the name of an error is cut. */
const MAX_NAME_LENGTH = 60;

/** The length to which the message of an error is cut. */
const MAX_MESSAGE_LENGTH = 500;

/** Serializes a thrown value as JSON. */
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

/** Serializes the name and the message of a thrown value, cut to the length of a sentence. */
export function shortenError(thrown: unknown): Pick<SerializedError, 'name' | 'message'> {
  const { name, message } = serializeError(thrown);
  return {
    name: formatLine(name, MAX_NAME_LENGTH),
    message: formatLine(message, MAX_MESSAGE_LENGTH),
  };
}

/** Describes a thrown value as part of a sentence: `TypeError: the message`, without a full stop. */
export function describeError(thrown: unknown): string {
  const { name, message } = shortenError(thrown);
  return `${name}: ${message.replace(/\.$/, '')}`;
}
