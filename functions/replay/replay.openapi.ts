import { describeRoutes } from '../platform/operation.openapi.ts';
import * as routes from './replay.routes.ts';
import { replayedView } from './replay.view.ts';

export const replayOperations = describeRoutes(routes, {
  postReplay: {
    summary: 'Try a kept document again',
    description:
      'Runs the kept bytes through the intake once more, as their sender and as of the time they came first: `receivedAt` and both clocks of the leads are the original ones. 422 with the errors of today while it still cannot be used; the second replay of a document answers with the leads of the first.',
    answer: { description: 'The document with its leads.', body: replayedView },
  },
});
