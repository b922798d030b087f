import { expect, test } from 'vitest';
import { commandFaults } from '../support/alarm-commands.ts';

const logGroups = ['/lanekeeper/prod/lanekeeper-prod-post-lead', 'aws-waf-logs-lanekeeper-prod'];
const place = { stage: 'prod', region: 'eu-central-1', logGroups };
const there = '--stage prod --region eu-central-1';

test.each([
  [`npm run redrive -- dead-letters ${there}`],
  [`npm run redrive -- executions ${there}`],
  [`npm run log -- post-lead ${there}`],
  [`npm run log -- firewall ${there}`],
  ['aws logs tail /a/b --since 15m --region eu-central-1'],
])('%s runs as it is printed', (command) => {
  expect(commandFaults(`Mend it, then \`${command}\`.`, place)).toEqual([]);
});

test.each([
  ['npm run redrive', 'is no command of ours'],
  [`npm run redrive ${there}`, 'is no command of ours'],
  [`npm run redrive -- letters ${there}`, 'npm run redrive -- dead-letters'],
  [`npm run redrive -- facts ${there}`, 'Say --lead'],
  [`npm run redrive -- dead-letters --stage LIVE`, 'fill something in'],
  ['npm run redrive -- dead-letters', 'Say where it acts'],
  ['npm run redrive -- dead-letters --stage dev --region us-east-1', 'acts on dev us-east-1'],
  [`npm run redrive -- dead-letters --force ${there}`, "Unknown option '--force'"],
  [`npm run log -- post-leed ${there}`, 'there is no log'],
  [`npm run log ${there}`, 'is no command of ours'],
  [`npm run log -- ${there}`, 'npm run log -- FUNCTION'],
  [`npm run log -- post-lead --fact lead.sla-breached.v1 ${there}`, 'relay-facts only'],
  [`npm run log -- post-lead --hours none ${there}`, '--hours'],
  [`npm run mend -- it ${there}`, 'is no command of ours'],
  ['aws logs tail /a/b', 'says no region'],
])('%s does not: %s', (command, why) => {
  expect(commandFaults(`Mend it, then \`${command}\`.`, place).join()).toContain(why);
});

test('a text without a command is told, too', () => {
  expect(commandFaults('Mend it.', place).join()).toContain('names no command');
});
