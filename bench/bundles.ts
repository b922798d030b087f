import { statSync } from 'node:fs';
import { join } from 'node:path';
import { allHandlers, bundleOf } from '../infra/constructs/bundle.ts';
import { defaultBundleOf } from './default-bundle.ts';
import { type Row, times } from './figure.ts';

/** The size of each handler's bundle, beside the same handler bundled by CDK's defaults. */
export function measureBundles(handlers: readonly string[] = allHandlers()): Row[] {
  return handlers.map((handler) => {
    const ours = statSync(join(bundleOf(handler), 'index.js')).size;
    const byDefault = statSync(defaultBundleOf(handler)).size;
    return {
      what: `bundle of ${handler}`,
      goal: '≤ 300 KB',
      measured: kilobytes(ours),
      beside: `${kilobytes(byDefault)} by CDK's defaults (${times(byDefault, ours)} ours)`,
    };
  });
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} KB`;
}
