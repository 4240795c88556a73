/** A house: floor in square metres, losses in watt a kelvin and square metre, efficiency of heating, price a kilowatt hour. */
export interface House {
  floor: number;
  losses: number;
  efficiency: number;
  price: number;
}

/** A house with what a plan changes. */
export function planned(house: House, changes: Partial<House>): House {
  return Object.assign(house, changes);
}

/** Cost of heating for a year, by degree hours. */
export function heatingCost({ floor, losses, efficiency, price }: House, degreeHours: number): number {
  return ((floor * losses * degreeHours) / 1000 / efficiency) * price;
}
