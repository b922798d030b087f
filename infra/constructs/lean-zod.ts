import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The parts of zod that make JSON Schema. Every class of zod refers to them, so no bundler can drop them. */
const left = ['v4/core/json-schema-processors.js', 'v4/core/to-json-schema.js'];

/**
 * Lays a copy of zod into `folder` for functions, and gives the path of its entry. It makes no JSON Schema: a function
 * only reads with its schemas, OpenAPI is made of them at synthesis, with the whole zod; that saves every bundle 17 KB.
 * And it compiles no schema (`jitless`): compiling pays after some thousand readings, most functions start for a few.
 */
export function layLeanZod(folder: string): string {
  const whole = dirname(createRequire(import.meta.url).resolve('zod'));
  const lean = join(folder, 'zod');
  for (const part of ['index.js', 'v4/core', 'v4/classic', 'v4/locales'])
    cpSync(join(whole, part), join(lean, part), { recursive: true, filter: (file) => !/\.(cts|ts|cjs)$/.test(file) });
  for (const file of left) writeFileSync(join(lean, file), refusing(readFileSync(join(whole, file), 'utf8')));
  writeFileSync(join(lean, 'package.json'), JSON.stringify({ type: 'module', sideEffects: ['./lean.js'] }));
  const entry = join(lean, 'lean.js');
  writeFileSync(
    entry,
    `import { config } from './index.js';\nexport * from './index.js';\nconfig({ jitless: true });\n`,
  );
  return entry;
}

/** A module with the same exports, which refuse to work. Those that make a method are called early and give one that refuses. */
function refusing(source: string): string {
  const declared = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = '']) => name);
  const renamed = [...source.matchAll(/^export \{ \w+ as (\w+) \}/gm)].map(([, name = '']) => name);
  const refuse = `const refuse = () => { throw new Error('Bundles make no JSON Schema; see infra/constructs/lean-zod.ts.'); };`;
  const exported = declared.map(
    (name) => `export const ${name} = ${name.startsWith('create') ? '() => refuse' : 'refuse'};`,
  );
  return [refuse, ...exported, ...renamed.map((name) => `export { refuse as ${name} };`)].join('\n');
}
