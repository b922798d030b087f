const PREFIX = 'lk1';

/** A task token: opaque to workers, told apart from other text by its head. */
export function newTaskToken(id: string): string {
  return Buffer.from(`${PREFIX}:${id}`).toString('base64url');
}

/** Whether a text is a token that was once given out. */
export function isTaskToken(text: string): boolean {
  return Buffer.from(text, 'base64url').toString().startsWith(`${PREFIX}:`);
}
