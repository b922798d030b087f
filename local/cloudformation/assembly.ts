import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type Place, Unsupported } from './resource.ts';
import { readTemplate, type Template } from './template.ts';

/** One stack of a cloud assembly. */
export interface StackArtifact {
  readonly stackName: string;
  readonly template: Template;
}

/** A folder made by `cdk synth`, as far as running it needs. */
export interface Assembly {
  /** The stacks, those that others depend on first. */
  readonly stacks: readonly StackArtifact[];
  readonly place: Place;
}

/** The account of a stack that is not bound to one. */
const anyAccount = '000000000000';

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        environment: z.string().optional(),
        dependencies: z.array(z.string()).default([]),
        properties: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default({}),
});
const assetsSchema = z.object({ dockerImages: z.record(z.string(), z.unknown()).default({}) });

interface Found {
  readonly stacks: StackArtifact[];
  readonly environments: Set<string>;
}

/** Reads the cloud assembly in `folder`, nested assemblies included. Throws Unsupported for container images and for more than one region or account. */
export function readAssembly(folder: string): Assembly {
  const found: Found = { stacks: [], environments: new Set() };
  readFolder(folder, found);
  if (found.stacks.length === 0) throw new Error(`${folder} holds no stack.`);
  return { stacks: found.stacks, place: placeOf(found.environments) };
}

function readFolder(folder: string, found: Found): void {
  const { artifacts } = manifestSchema.parse(readAssemblyFile(folder, 'manifest.json'));
  const done = new Set<string>();
  const visit = (id: string) => {
    const artifact = artifacts[id];
    if (!artifact || done.has(id)) return;
    done.add(id);
    for (const dependency of artifact.dependencies) visit(dependency);
    const { type, properties } = artifact;
    if (type === 'aws:cloudformation:stack') {
      const stackName = String(properties['stackName'] ?? id);
      const template = readTemplate(stackName, readAssemblyFile(folder, String(properties['templateFile'])));
      found.stacks.push({ stackName, template });
      found.environments.add(artifact.environment ?? '');
    }
    if (type === 'cdk:asset-manifest') refuseImages(folder, String(properties['file']));
    if (type === 'cdk:cloud-assembly') readFolder(path.join(folder, String(properties['directoryName'])), found);
  };
  for (const id of Object.keys(artifacts)) visit(id);
}

function refuseImages(folder: string, assetManifest: string): void {
  const images = Object.keys(assetsSchema.parse(readAssemblyFile(folder, assetManifest)).dockerImages);
  if (images.length > 0) throw new Unsupported(`${assetManifest}: container images (${images.join(', ')})`);
}

function placeOf(environments: ReadonlySet<string>): Place {
  if (environments.size > 1)
    throw new Unsupported(`One account and region at a time, not ${[...environments].join(' and ')}`);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec([...environments][0] ?? '') ?? [];
  return {
    region: region === undefined || region === 'unknown-region' ? 'us-east-1' : region,
    account: account === undefined || account === 'unknown-account' ? anyAccount : account,
    partition: 'aws',
  };
}

function readAssemblyFile(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}
