import { describeQuery, describeRoutes } from '../platform/operation.openapi.ts';
import { activityBody } from './activity/activity.contract.ts';
import { activityView } from './activity/activity.view.ts';
import { leadBody } from './dialects/lead-json.contract.ts';
import { acceptedLeadsView, leadPageView, leadView } from './lead/lead.view.ts';
import { leadQuery } from './lead/lead-query.contract.ts';
import { settlingSeconds } from './lead/lead-round.ts';
import { leadStatuses } from './lead/lead-status.ts';
import * as routes from './lead.routes.ts';
import { longestTexts, mostEntries } from './stated/lead-limits.ts';

const adf =
  "An ADF 1.0 document with one or more prospects. Prologs and tag cases of the wild are read, and text in whatever encoding it is, as in JSON; a DOCTYPE is refused. With a key that is not a store's own the vendor block names the store: by an id we know, else by its name or an alias.";

const { message, notes, emails, others } = longestTexts;
const limits = `Names, ids, systems and codes have at most ${others} characters, e-mail addresses ${emails}, an appointment's notes ${notes.toLocaleString('en-US')}, a message ${message.toLocaleString('en-US')}, lists ${mostEntries} entries. Control characters other than tab and line feed are dropped from texts, which \`warnings\` tells with \`control-characters-dropped\` and the path, and refused in ids; \`unreadable-characters\` names a text with U+FFFD in it. Words for nothing, such as \`null\` or \`N/A\`, are left out of every value; a message is kept as it is. \`addressed-to-another-dealer\` names a vendor block or \`dealerId\` of another store than the key's, whose lead it is all the same; \`unreadable-date\`, \`unreadable-phone\`, \`unreadable-email\`, \`unreadable-year\`, \`unknown-country\`, \`unknown-interest\` and \`unknown-condition\` name what is kept as it was stated and nobody understood.`;

const people =
  "Phone numbers get an `e164` as they are dialled in the customer's country (a code of ISO 3166 or a name in any language), in the store's where none is stated; where the stated one is not understood, only if they are written internationally. Digits may be of any script, words and extensions may stand about a number, and each of several numbers in one field is a phone of its own; `raw` is the text as stated. Addresses are taken out of what stands about them. A field with no address or no digit stands under `unusableEmails` or `unusablePhones`. Invisible characters are dropped from names, codes and addresses.";

export const leadOperations = describeRoutes(routes, {
  postLead: {
    summary: 'Send a lead',
    description: `Takes a lead as JSON or ADF and starts its SLA. The same content answers with the first lead and status \`duplicate\`; sending again is always safe. So does the same id from the same key for the same person (an e-mail address or number in common, or the same whole name), where nothing but words differs within 24 hours; what differs stands in the lead's \`resubmissions\`. The id of one lead on another person's is no proof: that is a new lead. A person who asks again has status \`resubmitted\`. Of a lead that another sender was the first to send, a provider is told \`leadId\`, \`dealerId\` and \`status\` only. A document of which any lead cannot be used makes none; it is kept whole for 90 days and the answer carries \`reason\` and the \`quarantineId\` under which \`GET /v1/quarantine\` lists it. Only where one cannot be stored (\`unstorable\`) or one person asks one store over 50 times within 24 hours (\`too-many-requests\`; who states only what others state too, such as a switchboard's number, shares a place with a fifth of them) the others are taken, and \`leads\` of the 422 are those. A 503 in the middle of a document has \`leads\`, too: send it again, and the others are taken. ${limits} ${people} What declares a DOCTYPE, is nested without end or has more than 256 KB is not kept.`,
    requests: { 'application/json': leadBody, 'application/xml': adf, 'text/xml': adf },
    answer: { description: 'Every lead of the document, in its order.', body: acceptedLeadsView },
  },
  listLeads: {
    summary: 'List leads as they change',
    description: `Leads of one store in the order of their last change, oldest first: how a CRM learns what others posted and what became of it. Go on with \`nextCursor\` until there is none: that was everything which had changed when you began. The next time ask with \`updatedSince\`, the greatest \`updatedAt\` you have seen. A lead's \`updatedAt\` only ever rises, but a change may come into the list some moments after it, behind later ones; so the list goes back ${settlingSeconds} seconds before \`updatedSince\` by itself. Whoever reads like this misses nothing and sees what changed last more than once: a lead whose \`updatedAt\` you have already is no change. Should the list ever lag further than that, which has no bound that anybody gives, a reading of the last two days once a day finds what was missed.`,
    query: describeQuery(leadQuery, {
      updatedSince: `Changes at this instant and later, such as 2026-11-23T00:00:00Z, and those of the ${settlingSeconds} seconds before it.`,
      status: `Only leads of this status: ${leadStatuses.join(', ')}.`,
      dealerId: "The store; a dealer's key may leave it out.",
      limit:
        'Leads a page at most, 1 to 100; 50 without it. A page also ends where an answer would have more than 5 MB.',
      cursor: '`nextCursor` of the page before.',
    }),
    answer: { description: 'One page.', body: leadPageView },
  },
  getLead: {
    summary: 'Read a lead',
    description:
      "The lead with its assignments, escalations and both clocks. Of what may repeat for ever (resubmissions, assignments, escalations, past first responses, runs of follow-ups) it shows the newest 20; `resubmissionCount` says how many resubmissions there were. `customer` stays the first request's; what a resubmission states otherwise stands in its own `customer`, and in `latestCustomer` the newest of each, with up to ten addresses and ten numbers. A clock's `corrected` says when, and by which activity, evidence changed its figures that was told after it had stopped or was breached.",
    answer: { description: 'The lead.', body: leadView },
  },
  postActivity: {
    summary: 'Report what happened with a lead',
    description:
      "Keeps an activity under the sender's own `id` and answers with what is kept. The same id again may add evidence, such as a mail that was delivered meanwhile or a call that connected after all: it counts at the activity's own time, as if it had been told at first. It takes nothing back and changes nothing else; where it contradicts what was told before, the answer shows what is kept. Only evidence of a real answer stops the first-response clock: a connected call out, a person's mail or text delivered, a reply, a visit. `at` may be left out: then it happened now. It may be up to 10 minutes ahead, as senders' clocks are, and then counts as now (`countsAt`), so that a fast clock never makes an answer late; further ahead or before the lead was received is refused. To the millisecond, an answer at the due time is in time. Evidence that comes after the breach corrects the figures and leaves the breach. It answers the first response in whose time it happened: told after a resubmission began another one, it corrects the earlier one in `pastSlas`, and the other runs on.",
    requests: { 'application/json': activityBody },
    answer: { description: 'What is kept.', body: activityView },
  },
});
