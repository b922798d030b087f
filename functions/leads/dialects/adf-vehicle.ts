import { attributeOf, type Element, elementsOf, firstText } from '../../intake/document/element.ts';
import { sortVehicles, type VehiclesByInterest } from '../stated/stated-lead-vehicle.ts';

/** The vehicles of a prospect, by what the customer wants with them. */
export function vehiclesOf(prospect: Element): VehiclesByInterest {
  return sortVehicles(
    elementsOf(prospect, 'vehicle').map((vehicle) => {
      const odometer = elementsOf(vehicle, 'odometer', 'mileage')[0];
      return {
        interest: attributeOf(vehicle, 'interest'),
        condition: attributeOf(vehicle, 'status'),
        year: firstText(vehicle, 'year'),
        make: firstText(vehicle, 'make'),
        model: firstText(vehicle, 'model'),
        trim: firstText(vehicle, 'trim'),
        vin: firstText(vehicle, 'vin'),
        stockNumber: firstText(vehicle, 'stock', 'stocknumber'),
        odometer: firstText(vehicle, 'odometer', 'mileage'),
        odometerUnit: attributeOf(odometer, 'units') ?? attributeOf(odometer, 'unit'),
        wear: firstText(vehicle, 'condition'),
      };
    }),
  );
}
