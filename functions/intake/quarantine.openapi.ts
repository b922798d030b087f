import { quarantineReasons } from '../events/document-kinds.ts';
import { describeQuery, describeRoutes } from '../platform/operation.openapi.ts';
import { quarantinedView, quarantineListView, replayOrderView } from './quarantine/quarantine.view.ts';
import { dismissalBody, quarantineQuery, replayOrderBody } from './quarantine/quarantine-query.contract.ts';
import * as routes from './quarantine.routes.ts';

const reasons = quarantineReasons.map(({ code, meaning }) => `\`${code}\` (${meaning})`).join(', ');

export const quarantineOperations = describeRoutes(routes, {
  listQuarantine: {
    summary: 'List what could not be used',
    description: `Documents you sent that could not be used, kept whole for 90 days: oldest first, never with what stands in them. \`kind\` says what a document was sent as, \`reason\` what to mend: ${reasons}. A page may be shorter than \`limit\`; go on while there is a \`nextCursor\`.`,
    query: describeQuery(quarantineQuery, {
      reason: 'Only documents kept for this reason.',
      status: 'Only `open` ones, only `replayed` ones, or only `dismissed` ones.',
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
  getDocument: {
    summary: 'Read a kept document',
    description:
      'The bytes exactly as they were sent, as a file; `contentType` in the list says what their sender called them. They hold what people wrote, so this has a scope of its own, and each reading is logged with the id of the key and of the document.',
    answer: { description: 'The document.', body: 'bytes' },
  },
  postDismissal: {
    summary: 'Dismiss a kept document',
    description:
      'Says that an open document is not worth trying again, and why (for the list; no names or addresses of people). It stays in the list as `dismissed` until its 90 days are over, and a replay of all documents of a reason leaves it out; a replay of it alone may still make a lead of it. The same bytes sent anew enter as a new document. Dismissed again, it stays as it was; 409 when it was replayed.',
    requests: { 'application/json': dismissalBody },
    answer: { description: 'The document.', body: quarantinedView },
  },
});
