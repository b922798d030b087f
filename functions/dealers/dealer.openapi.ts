import { describeRoutes } from '../platform/operation.openapi.ts';
import { dealerBody } from './dealer/dealer.contract.ts';
import { dealerView } from './dealer/dealer.view.ts';
import { newestProgramme } from './dealer/programme.policy.ts';
import * as routes from './dealer.routes.ts';

export const dealerOperations = describeRoutes(routes, {
  getDealer: {
    summary: 'Read a store',
    description: 'Names, hours, zone, holidays, people and settings of a store, as they hold for its next lead.',
    answer: { description: 'The store.', body: dealerView },
  },
  putDealer: {
    summary: "Replace a store's form",
    description: [
      'Takes what GET gave, with changes; read-only fields are ignored. It holds from the next lead on: leads in hand keep the calendar they came with. The OEM may add a store.',
      "`name`, `aliases`, `timeZone`, `country`, `district` and `mailDomains` are the OEM's: left out they stay, null takes away what a store may be without, and another key that changes one is refused. What one store goes by (`dealerId`, `name`, `aliases`) no other may; case, punctuation and white space do not count.",
      'Mail goes to exactly the `mailDomains`, not to their subdomains, and to the district; where there are none, to nobody. A new address outside of them is refused.',
      'A week has at least 300 open minutes, and as many lie within 35 days of every holiday and exception to come. `hours`, `holidays` and `exceptions` have at most 20 KB together, as JSON without white space.',
    ].join(' '),
    requests: { 'application/json': dealerBody(newestProgramme) },
    answer: { description: 'The new form.', body: dealerView },
  },
});
