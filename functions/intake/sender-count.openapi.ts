import { describeRoutes } from '../platform/operation.openapi.ts';
import { countBody } from './sender/sender-count.contract.ts';
import { senderCountView } from './sender/sender-count.view.ts';
import * as routes from './sender-count.routes.ts';

export const senderCountOperations = describeRoutes(routes, {
  putCount: {
    summary: 'State how many leads you sent on a day',
    description:
      'Compares what you sent on a day (UTC) with what was received: every lead posted with your keys, each attempt once, whether it was accepted, a duplicate or kept in quarantine. The day is compared an hour after its end; for a day that is over, the answer says at once whether leads are missing. `senderId` is your `dealerId` or `senderId`.',
    requests: { 'application/json': countBody },
    answer: { description: 'The count beside what was received so far.', body: senderCountView },
  },
});
