import * as z from 'zod';
import { Unsupported } from './resource.ts';

const anything = z.record(z.string(), z.unknown());
const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);

const templateResource = z.strictObject({
  Type: z.string(),
  Properties: anything.default({}),
  DependsOn: names.default([]),
  Metadata: anything.default({}),
  Condition: z.string().optional(),
  // What happens when a stack is deleted or replaced, which never happens here.
  DeletionPolicy: z.unknown().optional(),
  UpdateReplacePolicy: z.unknown().optional(),
});

const template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: anything.default({}),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  // CDK's only rule checks the version of the bootstrap stack; there is none here.
  Rules: anything.default({}),
  Mappings: z.record(z.string(), z.record(z.string(), anything)).default({}),
  Conditions: anything.default({}),
  Resources: z.record(z.string(), templateResource).default({}),
  Outputs: z
    .record(
      z.string(),
      z.looseObject({
        Value: z.unknown(),
        Condition: z.string().optional(),
        Export: z.object({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});

export type TemplateResource = z.output<typeof templateResource>;
export type Template = z.output<typeof template>;

/** Reads a template as CDK writes it. Throws Unsupported naming every section or attribute that is not emulated. */
export function readTemplate(stackName: string, content: unknown): Template {
  const read = template.safeParse(content);
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => `${[stackName, ...issue.path].join('.')}: ${issue.message}`);
  throw new Unsupported(lines.join('\n'));
}
