import { existsSync, readFileSync } from 'node:fs';
import { projectFile, runScript } from './project-script.ts';

/** One stage and region: a machine is one place. Resources are named by their construct's path in messages. */
const place = { stage: 'dev', region: 'us-east-1', 'aws:cdk:enable-path-metadata': true };

/**
 * Synthesizes the app into `folder` and gives it back. The context is cdk.json's, then infra/demo/context.json's where it
 * is there, then the place. Rejects with the app's own errors.
 */
export async function synthesize(folder: string, signal: AbortSignal): Promise<string> {
  const context = { ...contextOf('cdk.json', 'context'), ...contextOf('infra/demo/context.json'), ...place };
  await runScript('infra/app.ts', { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) }, signal);
  return folder;
}

/** The demo's seed, as JSON text; an empty one where the project has no demo. */
export async function demoSeed(signal: AbortSignal): Promise<string> {
  const script = 'infra/demo/seed.ts';
  return existsSync(projectFile(script)) ? runScript(script, {}, signal) : '{}';
}

function contextOf(file: string, member?: string): Record<string, unknown> {
  if (!existsSync(projectFile(file))) return {};
  const content: unknown = JSON.parse(readFileSync(projectFile(file), 'utf8'));
  const context: unknown = member === undefined ? content : new Map(Object.entries(content ?? {})).get(member);
  return typeof context === 'object' && context !== null ? { ...context } : {};
}
