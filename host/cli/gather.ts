/** Reads an option that may be given more than once: a list of what was given. */
export const gather = (text: string, previous: unknown = []): string[] => [...(previous as string[]), text];
