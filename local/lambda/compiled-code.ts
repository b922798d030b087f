import type { CompiledCode, WorkerStart } from './runtime/message.ts';

type Place = Pick<WorkerStart, 'taskRoot' | 'handler'>;

/** What environments of this process have compiled, by where it lies: compiling is most of what a cold start costs. */
const kept = new Map<string, CompiledCode>();

/** What an environment of that function, in this runtime or another, has compiled. */
export function codeOf(place: Place): { readonly code?: CompiledCode } {
  const code = kept.get(keyOf(place));
  return code ? { code } : {};
}

export function keepCode(place: Place, code: CompiledCode): void {
  kept.set(keyOf(place), code);
}

function keyOf({ taskRoot, handler }: Place): string {
  return `${taskRoot}\n${handler}`;
}
