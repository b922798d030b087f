import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stagesIn } from '../../infra/stages.ts';
import { resourcesOf, synthesized } from './synthesized.ts';

interface Reserving {
  readonly name: string;
  readonly runs: number;
}

/** The functions of dev or prod that reserve concurrency, which is the same in each region. */
const reservedBy = Object.fromEntries(
  (['dev', 'prod'] as const).map((stage) => {
    const { stacks } = synthesized({ stage, region: 'eu-central-1' });
    const functions = resourcesOf(stacks, 'AWS::Lambda::Function').map(({ Properties = {} }): Reserving => {
      const { FunctionName, ReservedConcurrentExecutions: runs } = Properties;
      return { name: String(FunctionName).replace(/^lanekeeper-\w+-/, ''), runs: Number(runs ?? 0) };
    });
    const mappings = resourcesOf(stacks, 'AWS::Lambda::EventSourceMapping').map(({ Properties = {} }) => Properties);
    const lanes = mappings.flatMap((mapping) => mapping['ParallelizationFactor'] ?? []).map(Number);
    return [stage, { functions: functions.filter(({ runs }) => runs > 0), lanes }];
  }),
);

test('dev reserves nothing, so that a new account’s limit of 10 does not refuse its deploy', () => {
  expect(reservedBy['dev']?.functions).toEqual([]);
});

test('the relay of prod has a run for each batch that the stream may hand it', () => {
  const stage = 'prod';
  const { functions = [], lanes = [] } = reservedBy[stage] ?? {};
  expect(lanes).toEqual([4]);
  const relay = functions.find(({ name }) => name === 'relay-facts');
  for (const { streamShards } of stagesIn().filter(({ name }) => name === stage))
    expect(relay?.runs).toBeGreaterThanOrEqual(4 * streamShards);
});

test('README says how much of an account’s concurrency is reserved', () => {
  const readme = readFileSync('README.md', 'utf8').replace(/\s+/g, ' ');
  const sumOf = (stage: string) => reservedBy[stage]?.functions.reduce((sum, { runs }) => sum + runs, 0);
  const relayOf = (stage: string) => reservedBy[stage]?.functions.find(({ name }) => name === 'relay-facts')?.runs;
  expect(readme).toContain(`beside the ${sumOf('prod')} that prod reserves per region`);
  expect(readme).toContain(`${relayOf('prod')} of prod's ${sumOf('prod')}`);
});
