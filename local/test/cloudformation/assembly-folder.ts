import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface StackFiles {
  readonly template: Record<string, unknown>;
  readonly dependencies?: readonly string[];
  /** Assets by hash: the code of one index.mjs each. */
  readonly assets?: Readonly<Record<string, string>>;
  readonly images?: readonly string[];
  readonly environment?: string;
}

/** Writes a cloud assembly as CDK lays it out and gives its folder. The caller removes it. */
export function assemblyFolder(stacks: Readonly<Record<string, StackFiles>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assembly-'));
  const artifacts: Record<string, unknown> = {};
  for (const [name, { template, dependencies = [], assets = {}, images = [], environment }] of Object.entries(stacks)) {
    writeJson(folder, `${name}.template.json`, template);
    const files: Record<string, unknown> = {};
    for (const [hash, code] of Object.entries(assets)) {
      mkdirSync(path.join(folder, `asset.${hash}`));
      writeFileSync(path.join(folder, `asset.${hash}`, 'index.mjs'), code);
      files[hash] = {
        source: { path: `asset.${hash}`, packaging: 'zip' },
        destinations: { here: { bucketName: 'assets', objectKey: `${hash}.zip` } },
      };
    }
    const dockerImages = Object.fromEntries(images.map((image) => [image, {}]));
    writeJson(folder, `${name}.assets.json`, { version: '55.0.0', files, dockerImages });
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } };
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: environment ?? 'aws://unknown-account/us-east-1',
      properties: { templateFile: `${name}.template.json`, stackName: name },
      dependencies: [...dependencies, `${name}.assets`],
    };
  }
  writeJson(folder, 'manifest.json', { version: '55.0.0', artifacts });
  return folder;
}

function writeJson(folder: string, file: string, content: unknown): void {
  writeFileSync(path.join(folder, file), JSON.stringify(content));
}
