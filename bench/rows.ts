import { createHash } from 'node:crypto';

/** The columns that a catalogue's CSV has, as import-products takes them. */
export const MAP = 'sku=sku,name=name,price=price,barcode=barcode,category=category,sub=subCategory,free=taxFree';
/** A category with this many products, where the catalogue has room for it: for the scrolling. */
export const LARGE = { name: 'Everyday', products: 5000 } as const;

const BRANDS = 'Arla,Nestlé,Barilla,Heinz,Lavazza,Bosch,Nivea,Dove,Lindt,Häagen,Evian,Pepsi,Carlsberg,Tilda,Quaker,Alpro,Oatly,Casio,Duracell,Scotch,Tesa,Lamy,Leitz,Tefal,Bonne Maman,Mövenpick,Kūka,Jaén,Søster,Crème & Co'.split(',');
const MANNERS = 'Organic,Classic,Light,Dark,Crunchy,Smooth,Fresh,Extra Strong,Double,Mild,Spicy,Sweet,Salted,Roasted,Ground,Whole,Sliced,Frozen,Dried,Blue,Red,Green,Black,White,Premium,Family,Mini,Travel,Refill,Crème'.split(',');
const GOODS = 'Milk,Butter,Coffee Beans,Espresso,Penne,Spaghetti,Ketchup,Mustard,Corn Flakes,Granola,Chocolate Bar,Gummy Bears,Crisps,Water,Cola,Lager,Stout,Yoghurt,Rice,Oats,Notebook,Calculator,Batteries AA,Tape,Marker,Pen,Folder,Lunch Box,Frying Pan,Shampoo,Soap,Toothpaste,Candle,Socks,T-Shirt,Mug,Tea,Jalapeños,Purée,Müsli'.split(',');
const SIZES = '100 g,250 g,500 g,1 kg,330 ml,500 ml,1 l,2 l,6-pack,12-pack,S,M,L,XL,A4,A5,20 cm,28 cm,4 pcs,10 pcs'.split(',');
const SYLLABLES = 'ka,lo,mi,ra,te,vi,no,sa,du,pe,zo,fi,gu,ha,ly,or,en,ax,ur,is'.split(',');

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** A catalogue as a CSV, the same for the same size: names with accents, models and made-up lines, a barcode on nine of ten. */
export function catalogueCsv(products: number): string {
  const random = randomFrom(42);
  const lines = Array.from({ length: products }, (_, row) => line(row, products, random));
  return ['sku,name,price,barcode,category,sub,free', ...lines].join('\n');
}

function line(row: number, products: number, random: () => number): string {
  const word = random() < 0.35 ? ` ${pick(SYLLABLES, random)}${pick(SYLLABLES, random)}${pick(SYLLABLES, random)}` : '';
  const model = random() < 0.25 ? ` ${String.fromCharCode(65 + random() * 26, 65 + random() * 26)}-${Math.floor(random() * 9000) + 1000}` : '';
  const name = `${pick(BRANDS, random)} ${pick(MANNERS, random)} ${pick(GOODS, random)}${word}${model} ${pick(SIZES, random)}`;
  const barcode = random() < 0.9 ? `93${String(row).padStart(7, '0')}${Math.floor(random() * 9000) + 1000}` : '';
  const large = products >= 2 * LARGE.products && row < LARGE.products;
  const category = large ? LARGE.name : `Department ${Math.floor(random() * 40) + 1}`;
  const sub = large ? '' : `Shelf ${Math.floor(random() * 5) + 1}`;
  return `${skuOf(row)},"${name}",${(random() * 99 + 1).toFixed(2)},${barcode},${category},${sub},${random() < 0.3 ? 'yes' : ''}`;
}

export function skuOf(row: number): string {
  return `R${String(row).padStart(6, '0')}-${createHash('sha256').update(String(row)).digest('hex').slice(0, 3)}`;
}

/** New prices for some of the products, chosen by the seed. */
export function pricesCsv(products: number, share: number, seed: number): string {
  const random = randomFrom(seed);
  const rows = new Set<number>();
  while (rows.size < Math.max(1, products * share)) rows.add(Math.floor(random() * products));
  return ['sku,name,price', ...[...rows].map((row) => `${skuOf(row)},Changed item ${row} of ${seed},${(random() * 99 + 1).toFixed(2)}`)].join('\n');
}
