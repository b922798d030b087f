import { countryOf } from '../../owners/country.contract.ts';
import type { Warning } from '../../platform/problem.ts';
import type { StatedLead, TradeIn, VehicleOfInterest } from './stated-lead.ts';

/** What of a lead is kept as it was stated and not understood, so that its sender can mend it; paths are those of the JSON form. */
export function notUnderstood({ customer, requestedAtStated, ...lead }: StatedLead): readonly Warning[] {
  const { country, phones, unusableEmails = [] } = customer;
  const isUnknown = country !== undefined && countryOf(country) === undefined;
  return [
    ...warnedIf(requestedAtStated !== undefined, 'unreadable-date', 'requestedAt'),
    ...warnedIf(isUnknown, 'unknown-country', 'customer.country'),
    ...warnedIf(unusableEmails.length > 0, 'unreadable-email', 'customer.emails'),
    ...phones.flatMap(({ e164 }, nth) =>
      warnedIf(e164 === undefined, 'unreadable-phone', `customer.phones[${nth}].number`),
    ),
    ...lead.vehiclesOfInterest.flatMap((vehicle, nth) => ofVehicle(vehicle, `vehiclesOfInterest[${nth}]`)),
    ...lead.tradeIns.flatMap((vehicle, nth) => ofVehicle(vehicle, `tradeIns[${nth}]`)),
  ];
}

function ofVehicle({ year, interestStated, conditionStated }: VehicleOfInterest | TradeIn, path: string): Warning[] {
  return [
    ...warnedIf(typeof year === 'string', 'unreadable-year', `${path}.year`),
    ...warnedIf(interestStated !== undefined, 'unknown-interest', `${path}.interest`),
    ...warnedIf(conditionStated !== undefined, 'unknown-condition', `${path}.condition`),
  ];
}

function warnedIf(isSo: boolean, code: string, path: string): readonly Warning[] {
  return isSo ? [{ code, path }] : [];
}
