import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FaultPlan } from 'assembly-runtime/fault-plan';
import { synthesize } from 'assembly-runtime/synthesize';
import context from '../../infra/demo/context.json' with { type: 'json' };

/** A mistake somebody could make: text of the product's sources that is replaced by other text. */
export interface PlantedFault {
  readonly name: string;
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  /** What has to go wrong for it to do harm, where the simulation's own plan hardly brings that about. */
  readonly faults?: Omit<FaultPlan, 'seed'>;
}

const refusedWork = { throttle: 0.9, only: ['assign-lead'] };

/** Mistakes that a simulation must find. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'a condition is dropped: a lead is written over whoever wrote it meanwhile',
    changes: [
      {
        file: 'functions/platform/table.port.ts',
        from: "return { ...put, ConditionExpression: 'version = :from', ExpressionAttributeValues: { ':from': write.from } };",
        to: 'return put;',
      },
      {
        file: 'functions/platform/table.port.ts',
        from: "if (write.kind === 'create') return { ...put, ConditionExpression: 'attribute_not_exists(PK)' };",
        to: '',
      },
    ],
  },
  {
    name: 'facts are published before the state is saved',
    changes: [
      {
        file: 'functions/platform/table.port.ts',
        from: '  try {\n    await client.send(',
        to: `  const early = writes.filter(({ item }) => item.SK.startsWith('FACT#'));
  for (const { item } of early) await client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: table, Item: item } }] }));
  writes = writes.filter((write) => !early.includes(write));
  try {
    await client.send(`,
      },
    ],
  },
  {
    name: 'a dead letter is forgotten',
    changes: [
      { file: 'infra/constructs/event-rule.ts', from: 'onFailure: deadLetters.asDestination,', to: '' },
      { file: 'infra/constructs/event-rule.ts', from: 'deadLetterQueue: deadLetters, ', to: '' },
    ],
    faults: refusedWork,
  },
  {
    name: 'local times are compared with instants',
    changes: [
      {
        file: 'functions/leads/sla/sla.ts',
        from: 'step.doneAt === undefined && step.dueAt <= at)',
        to: `step.doneAt === undefined && step.dueAt <= now.toZonedDateTimeISO('America/New_York').toPlainDateTime().toString())`,
      },
    ],
  },
  {
    name: 'an answer is read when the steps are planned, not when one is taken',
    changes: [
      {
        file: 'functions/leads/sla/sla.ts',
        from: 'if (stoppedAt !== undefined) {',
        to: 'if (stoppedAt !== undefined && lead.version === 1) {',
      },
      {
        file: 'functions/leads/lead/first-response.ts',
        from: 'if (sla.firstResponse.stoppedAt !== undefined) return undefined;',
        to: '',
      },
    ],
  },
];

const root = path.resolve(import.meta.dirname, '../..');
const parts = [
  'package.json',
  'tsconfig.json',
  'cdk.json',
  'lanekeeper.config.json',
  'infra',
  'functions',
  'statemachines',
  'policies',
];

/**
 * The app with a planted fault, synthesized into a folder of its own. Rejects where the text to be replaced is not there:
 * the fault must then be planted elsewhere. Whoever asks removes the folder.
 */
export async function assemblyWith({ name, changes }: PlantedFault): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
  try {
    for (const part of parts) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    for (const { file, from, to } of changes) {
      const source = readFileSync(path.join(folder, file), 'utf8');
      if (!source.includes(from)) throw new Error(`"${name}" cannot be planted: ${file} has no ${from}`);
      writeFileSync(
        path.join(folder, file),
        source.replace(from, () => to),
      );
    }
    const into = mkdtempSync(path.join(tmpdir(), 'planted-assembly-'));
    return await synthesize({ folder, app: 'infra/app.ts', context }, into, new AbortController().signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
