import * as z from 'zod';
import { instant } from '../../events/event.ts';
import { weekdays } from '../calendar/calendar.ts';
import { routingPolicies } from '../routing/routing.ts';
import type { Dealer } from './dealer.ts';

const interval = { open: z.string(), close: z.string() };
const weeklyHours = z.object({ days: z.array(z.enum(weekdays)), ...interval });
const texts = z.array(z.string()).optional();
const skillRule = z.object({
  skill: z.string(),
  when: z.object({
    makes: texts,
    models: texts,
    conditions: texts,
    interests: texts,
    sources: texts,
    campaigns: texts,
  }),
});

/** A dealer as `GET /v1/dealers/{dealerId}` shows it; the same may be PUT again. */
export const dealerView = z.object({
  dealerId: z.string().meta({ readOnly: true }),
  version: z.number().meta({ readOnly: true }),
  updatedAt: instant.meta({ readOnly: true }),
  name: z.string(),
  aliases: texts,
  timeZone: z.string(),
  country: z.string().optional(),
  hours: z.array(weeklyHours),
  holidays: z.array(z.string()),
  exceptions: z.array(z.object({ date: z.string(), hours: z.array(z.object(interval)) })),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      email: z.string(),
      shifts: z.array(weeklyHours).optional(),
      absences: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
      skills: texts,
      capacity: z.number().optional(),
    }),
  ),
  mailDomains: texts,
  routing: z
    .object({ policy: z.enum(routingPolicies), roles: texts, skills: z.array(skillRule).optional() })
    .optional(),
  district: z.object({ id: z.string(), name: z.string(), email: z.string() }).optional(),
  postalAddress: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  fieldMap: z
    .object({
      statuses: z.record(z.string(), z.string()).optional(),
      sources: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  slaOverrides: z.object({ firstResponseMinutes: z.number().optional() }).optional(),
  dials: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type DealerView = z.infer<typeof dealerView>;

/** The form of a dealer that the OEM and the dealer see: the four lists always, anything else empty left out. */
export function toDealerView(dealer: Dealer): DealerView {
  const { postalAddress, slaOverrides, fieldMap, dials, ...given } = dealer;
  return dealerView.parse({
    ...given,
    ...(hasContent(postalAddress) && { postalAddress }),
    ...(hasContent(slaOverrides) && { slaOverrides }),
    ...(hasContent(fieldMap) && { fieldMap }),
    ...(hasContent(dials) && { dials }),
  });
}

function hasContent(value: string | object | undefined): boolean {
  return value !== undefined && Object.keys(value).length > 0;
}
