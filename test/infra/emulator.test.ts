import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { lacking, takeOutLacking } from '../../infra/emulator/lacks.ts';
import { addStages } from '../../infra/lanekeeper.ts';
import { assemblyFolder, configurationFile, type TemplateResource } from './synthesized.ts';

const everything = (senderIdentity: string) =>
  configurationFile({
    installations: [
      {
        ...{ stage: 'dev', region: 'us-east-1', protectData: false, senderIdentity },
        senderAddress: 'leads@mail.lanekeeper.example',
        alarmAddress: 'ops@lanekeeper.example',
        knownSenders: '198.51.100.0/24',
      },
    ],
  });

/** The resources of all stacks, by stack and logical id, with or without what the emulator lacks. */
function resources(complete: boolean) {
  const context = { config: everything(complete ? 'own' : 'shared') };
  const app = new App({ outdir: assemblyFolder(), context, builtinCloudFormationValidation: false });
  addStages(app);
  const counts = complete ? new Map<string, number>() : takeOutLacking(app);
  const listed = app.synth().stacks.flatMap(({ stackName, template }) => {
    const all = Object.entries(template.Resources as Record<string, TemplateResource & { DependsOn?: string[] }>);
    return all.map(([id, resource]) => ({ id, stack: stackName, ...resource }));
  });
  return { listed, counts };
}

const whole = resources(true);
const lean = resources(false);

test('what the emulator lacks is used by the app, each type with its reason', () => {
  const types = new Set(whole.listed.map(({ Type }) => Type));
  for (const { type, reason } of lacking) {
    expect([...types], type).toContain(type);
    expect(reason, type).toMatch(/MiniStack \d+\.\d+\.\d+/);
  }
});

test('nothing else is taken out, and how many resources are is counted', () => {
  const lacks = new Set(lacking.map(({ type }) => type));
  const kept = whole.listed.filter(({ Type }) => !lacks.has(Type));
  const places = (listed: typeof kept) => listed.map(({ stack, id }) => `${stack} ${id}`).sort();
  expect(places(lean.listed)).toEqual(places(kept));
  // The identity is shared, so it was never there.
  const taken = whole.listed.filter(({ Type }) => lacks.has(Type) && Type !== 'AWS::SES::EmailIdentity');
  expect(Object.fromEntries(lean.counts)).toEqual(countBy(taken.map(({ Type }) => Type)));
});

test('nothing that is left waits for what is taken out', () => {
  for (const { stack, id, DependsOn = [] } of lean.listed) {
    const there = new Set(lean.listed.filter((other) => other.stack === stack).map((other) => other.id));
    for (const other of [DependsOn].flat()) expect(there, `${stack} ${id}`).toContain(other);
  }
});

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((each) => each === word).length]));
}
