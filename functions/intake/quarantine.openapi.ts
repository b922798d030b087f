import { quarantineReasons } from '../events/document-kinds.ts';
import type { Operation } from '../platform/operation.ts';
import { quarantineListView, replayOrderView } from './quarantine/quarantine.view.ts';
import { replayOrderBody } from './quarantine/quarantine-query.contract.ts';
import { listQuarantine, postReplays } from './quarantine.routes.ts';
import { countBody } from './sender/sender-count.contract.ts';
import { senderCountView } from './sender/sender-count.view.ts';
import { putCount } from './sender-count.routes.ts';

const reasons = quarantineReasons.map(({ code, meaning }) => `\`${code}\` (${meaning})`).join(', ');

export const intakeOperations: readonly Operation[] = [
  {
    route: listQuarantine,
    summary: 'List what could not be used',
    description: `Documents you sent that could not be used, kept whole for 90 days: oldest first, never with what stands in them. \`kind\` says what a document was sent as, \`reason\` what to mend: ${reasons}. A page may be shorter than \`limit\`; go on while there is a \`nextCursor\`.`,
    parameters: [
      { name: 'reason', in: 'query', description: 'Only documents kept for this reason.' },
      { name: 'status', in: 'query', description: 'Only `open` ones, or only `replayed` ones.' },
      { name: 'limit', in: 'query', description: 'From 1 to 100; 50 when left out.' },
      { name: 'cursor', in: 'query', description: 'The `nextCursor` of the page before.' },
    ],
    answers: { 200: { description: 'A page.', body: quarantineListView } },
  },
  {
    route: postReplays,
    summary: 'Try all kept documents of a reason again',
    description:
      'Asks for every open document of the reason to be tried again, each as of the time it came first. It is done soon after the answer; `GET /v1/quarantine` shows what became of them.',
    requests: { 'application/json': replayOrderBody },
    answers: { 202: { description: 'How many will be tried.', body: replayOrderView } },
  },
  {
    route: putCount,
    summary: 'State how many leads you sent on a day',
    description:
      'Compares what you sent on a day (UTC) with what was received: every lead posted with your keys, each attempt once, whether it was accepted, a duplicate or kept in quarantine. The day is compared an hour after its end; for a day that is over, the answer says at once whether leads are missing. `senderId` is your `dealerId` or `senderId`.',
    requests: { 'application/json': countBody },
    answers: { 200: { description: 'The count beside what was received so far.', body: senderCountView } },
  },
];
