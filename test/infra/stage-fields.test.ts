import { startRuntime } from 'assembly-runtime';
import { describe, expect, test } from 'vitest';
import { trialFields } from '../../infra/stages.ts';
import { appWith, assemblyFolder, findingsIn } from './synthesized.ts';

const samples: Readonly<Record<(typeof trialFields)[number], string>> = {
  senderAddress: 'leads@mail.stage.example',
  alarmAddress: 'ops@stage.example',
  publicUrl: 'https://stage.example',
  knownSenders: '203.0.113.0/24, 2001:db8::/32',
};

const saying = (fields: typeof trialFields): Readonly<Record<string, string>> =>
  Object.fromEntries(fields.map((field) => [field, samples[field]]));

describe('a stage whose optional fields', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['are all empty', {}],
    ...trialFields.map((field): [string, Readonly<Record<string, string>>] => [
      `are empty but for ${field}`,
      saying([field]),
    ]),
    ['are all set', saying(trialFields)],
  ])(
    '%s is synthesized without findings and starts',
    async (_which, fields) => {
      const assembly = assemblyFolder();
      appWith({ stage: 'dev', region: 'us-east-1', ...fields }, assembly).synth();
      expect(findingsIn(assembly)).toEqual([]);
      const runtime = await startRuntime({ assembly, port: 0 });
      try {
        const { overview } = await runtime.ready;
        const mails = overview.functions.includes('notify-lead');
        expect(mails).toBe(Object.hasOwn(fields, 'senderAddress'));
      } finally {
        await runtime.close();
      }
    },
    120_000,
  );
});
