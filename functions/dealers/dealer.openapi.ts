import { describeRoutes } from '../platform/operation.openapi.ts';
import { dealerBody } from './dealer/dealer.contract.ts';
import { dealerView } from './dealer/dealer.view.ts';
import { newestProgramme } from './dealer/programme.policy.ts';
import * as routes from './dealer.routes.ts';

export const dealerOperations = describeRoutes(routes, {
  getDealer: {
    summary: 'Read a store',
    description: 'Hours, zone, holidays, people and settings of a store.',
    answer: { description: 'The store.', body: dealerView },
  },
  putDealer: {
    summary: "Replace a store's form",
    description:
      'Takes what GET gave, with changes; read-only fields are ignored. It holds from the next lead on: leads in hand keep the calendar they came with. The OEM may add a store.',
    requests: { 'application/json': dealerBody(newestProgramme) },
    answer: { description: 'The new form.', body: dealerView },
  },
});
