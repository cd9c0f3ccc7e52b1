/** Describes a fault of the command. The message of the error may hold a secret, but its stack does not. */
export function describeFault(error: unknown): string {
  const [name, stack] = error instanceof Error ? [error.name, String(error.stack)] : ['Error', ''];
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [
    `The command failed outside of an action: ${name}. If no action changes built-in objects, please report it.`,
    ...places,
  ].join('\n');
}
