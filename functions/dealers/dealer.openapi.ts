import type { Operation } from '../platform/operation.ts';
import { dealerBody } from './dealer/dealer.contract.ts';
import { dealerView } from './dealer/dealer.view.ts';
import { programme } from './dealer/programme.policy.ts';
import { getDealer, putDealer } from './dealer.routes.ts';

export const dealerOperations: readonly Operation[] = [
  {
    route: getDealer,
    summary: 'Read a store',
    description: 'Hours, zone, holidays, people and settings of a store.',
    answers: { 200: { description: 'The store.', body: dealerView } },
  },
  {
    route: putDealer,
    summary: "Replace a store's form",
    description:
      'Takes what GET gave, with changes; read-only fields are ignored. It holds from the next lead on: leads in hand keep the calendar they came with. The OEM may add a store.',
    requests: { 'application/json': dealerBody(programme) },
    answers: { 200: { description: 'The new form.', body: dealerView } },
  },
];
