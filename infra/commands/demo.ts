import { readFileSync } from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import { startRuntime } from 'assembly-runtime';
import { demoCredentials } from '../demo/credentials.ts';
import { demoApp } from '../demo/demo-app.ts';
import { readWords, runCommand } from './command.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type Told, type Tone, timelineOf } from './timeline.ts';

const usage = `npm run demo    plays the story of a lead that nobody answers in time on this machine, and prints it`;

/** Monday morning, as the demo's stores open in New York. */
const start = '2026-11-23T14:00:00.000Z';
const key = demoCredentials.find(({ name }) => name === 'dealer-1')?.key ?? '';
const document = readFileSync(path.join(import.meta.dirname, '../demo/lead.xml'));

/** What the store does, so late: it calls after the breach, and then tells of a mail that was in time. */
const call = { id: 'call-1', kind: 'call', at: '2026-11-23T16:38:00Z', evidence: { connected: true } };
const mail = { id: 'mail-1', kind: 'email', at: '2026-11-23T14:10:00Z', evidence: { delivered: true } };

/** A breach is to be found at a glance. */
const colours = { title: 'bold', bad: 'red', warning: 'yellow', good: 'green', quiet: 'dim' } as const;

await runCommand(async () => {
  const { values } = readWords({ options: { help: { type: 'boolean' } } });
  if (values.help) return console.log(usage);
  const { folder, signal } = temporaryFolder('demo');
  console.log('Synthesizing the app and starting it on this machine …');
  const runtime = await startRuntime({ port: 0, clock: { start }, ...demoApp(folder, signal) });
  try {
    await runtime.ready;
    await story(runtime.url);
  } finally {
    await runtime.close();
  }
});

/** A lead that nobody answers in time: every step happens by the clock alone, then a call, then a mail that was told late. */
async function story(url: string): Promise<void> {
  const accepted = await send(`${url}/v1/leads`, { body: document, type: 'application/xml' });
  const { leads } = accepted as { leads: { leadId: string }[] };
  const leadId = leads[0]?.leadId ?? '';
  await moveTo(url, '2026-11-23T16:40:00Z');
  await report(url, leadId, call);
  await moveTo(url, '2026-11-23T17:00:00Z');
  await report(url, leadId, mail);
  const [{ events }, { messages }, lead] = await Promise.all([
    read<Pick<Told, 'events'>>(`${url}/_local/events`),
    read<Pick<Told, 'messages'>>(`${url}/_local/messages`),
    read<Told['lead']>(`${url}/v1/leads/${leadId}`),
  ]);
  const activityIds = [call.id, mail.id];
  console.log(timelineOf({ events, messages, lead, activityIds, timeZone: 'America/New_York', paint }));
}

/** In colour on a terminal that has it, plain elsewhere and where NO_COLOR says so. */
function paint(tone: Tone, text: string): string {
  return styleText(colours[tone], text, { stream: process.stdout });
}

async function moveTo(url: string, to: string): Promise<void> {
  await send(`${url}/_local/clock`, { body: JSON.stringify({ to }), type: 'application/json' });
}

async function report(url: string, leadId: string, activity: object): Promise<void> {
  await send(`${url}/v1/leads/${leadId}/activities`, { body: JSON.stringify(activity), type: 'application/json' });
}

async function read<Answer>(address: string): Promise<Answer> {
  return (await answerOf(await fetch(address, { headers: { authorization: `Bearer ${key}` } }))) as Answer;
}

async function send(address: string, { body, type }: { body: string | Buffer; type: string }): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type };
  return answerOf(await fetch(address, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) }));
}

async function answerOf(response: Response): Promise<unknown> {
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${body}`);
  return JSON.parse(body);
}
