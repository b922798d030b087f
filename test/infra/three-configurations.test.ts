import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Stage, stagesIn } from '../../infra/stages.ts';
import { type App, startApp } from '../support/app.ts';
import { leadJson, leadOf, postLead } from '../support/leads.ts';
import { alarmPathFaults } from './alarm-paths.ts';
import { deadLetterFaults } from './dead-letter-paths.ts';
import { assemblyFolder, synthesized } from './synthesized.ts';

const fixtures = 'test/fixtures/configurations';
const europe = `${fixtures}/europe.json`;

/** Every installation of the three configurations. */
const installations = ['lanekeeper.config.json', europe, `${fixtures}/worldwide.json`].flatMap((config) =>
  stagesIn(config).map((stage) => [config, `${stage.base} in ${stage.region}`, stage] as const),
);

/** Synthesizes one installation into a folder of its own. Throws when validation finds an error. */
function synthesizedAlone(config: string, { prefix, name, region }: Stage) {
  const assembly = assemblyFolder();
  return { assembly, ...synthesized({ config, prefix, stage: name, region }, assembly) };
}

/** Lets an assembly have the policy that its roles are bound by; in AWS it is the account's. */
function withBoundary(
  assembly: string,
  { base, region, permissionsBoundary }: Stage,
  services: readonly string[],
): void {
  const file = path.join(assembly, `${base}-${region}-data.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, unknown> };
  const Action = services.map((service) => `${service}:*`);
  template.Resources['Workloads'] = {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: permissionsBoundary,
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
    },
  };
  writeFileSync(file, JSON.stringify(template));
}

const services = ['dynamodb', 'events', 'kms', 'lambda', 'logs', 's3', 'ses', 'sqs', 'states', 'xray'];

/** Takes one lead in and lets half of its time pass, so that it is given to somebody, who is mailed. */
async function takeLead(app: App) {
  const { leadId } = await postLead(app, leadJson('first'));
  await app.clock.advance('PT8M');
  const mails = (await app.messages()).filter(({ tags }) => tags['leadId'] === leadId);
  return { lead: await leadOf(app, leadId), mails };
}

describe.each(installations)('%s: %s', (config, _name, stage) => {
  const { assembly, stacks, findings } = synthesizedAlone(config, stage);

  test('is synthesized without findings, and nothing that fails is lost or goes unheard', () => {
    expect(findings).toEqual([]);
    expect(deadLetterFaults(stacks)).toEqual([]);
    // Of a topic that is there, its owner knows who hears.
    if (stage.alarmTopicArn === undefined) expect(alarmPathFaults(stacks, stage.alarmAddress)).toEqual([]);
    for (const { stack, terminationProtection } of stacks) {
      expect(stack).toMatch(new RegExp(`^${stage.base}-${stage.region}-[a-z]+$`));
      expect(terminationProtection).toBe(stage.protectData);
    }
  });

  test('starts, takes a lead in, gives it to somebody, and does nothing that it may not', async () => {
    if (stage.permissionsBoundary) withBoundary(assembly, stage, services);
    const app = await startApp({ assembly, base: stage.base });
    try {
      const { lead, mails } = await takeLead(app);
      expect(lead.assignments.length).toBeGreaterThan(0);
      expect(mails.length > 0).toBe(stage.senderAddress !== undefined);
      expect(await app.denied()).toEqual([]);
    } finally {
      await app.close();
    }
  });
});

test('a boundary that leaves a service out stops what would use it', async () => {
  const [stage] = stagesIn(europe);
  if (!stage) throw new Error(`${europe} has no installation.`);
  const { assembly } = synthesizedAlone(europe, stage);
  withBoundary(
    assembly,
    stage,
    services.filter((service) => service !== 'ses'),
  );
  const app = await startApp({ assembly, base: stage.base });
  try {
    const { mails } = await takeLead(app);
    expect(mails).toEqual([]);
    const denied = await app.denied();
    expect([...new Set(denied.map(({ action }) => action))]).toEqual(['ses:SendEmail']);
    expect(denied[0]?.reason).toBe('the boundary arn:aws:iam::111122223333:policy/workloads does not allow it');
  } finally {
    await app.close();
  }
});
