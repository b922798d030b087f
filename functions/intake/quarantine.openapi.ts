import { quarantineReasons } from '../events/document-kinds.ts';
import { describeQuery, describeRoutes } from '../platform/operation.openapi.ts';
import { quarantineListView, replayOrderView } from './quarantine/quarantine.view.ts';
import { quarantineQuery, replayOrderBody } from './quarantine/quarantine-query.contract.ts';
import * as routes from './quarantine.routes.ts';

const reasons = quarantineReasons.map(({ code, meaning }) => `\`${code}\` (${meaning})`).join(', ');

export const quarantineOperations = describeRoutes(routes, {
  listQuarantine: {
    summary: 'List what could not be used',
    description: `Documents you sent that could not be used, kept whole for 90 days: oldest first, never with what stands in them. \`kind\` says what a document was sent as, \`reason\` what to mend: ${reasons}. A page may be shorter than \`limit\`; go on while there is a \`nextCursor\`.`,
    query: describeQuery(quarantineQuery, {
      reason: 'Only documents kept for this reason.',
      status: 'Only `open` ones, or only `replayed` ones.',
      limit: 'From 1 to 100; 50 when left out.',
      cursor: 'The `nextCursor` of the page before.',
    }),
    answer: { description: 'A page.', body: quarantineListView },
  },
  postReplays: {
    summary: 'Try all kept documents of a reason again',
    description:
      'Asks for every open document of the reason to be tried again, each as of the time it came first. It is done soon after the answer; `GET /v1/quarantine` shows what became of them.',
    requests: { 'application/json': replayOrderBody },
    answer: { description: 'How many will be tried.', body: replayOrderView },
  },
});
