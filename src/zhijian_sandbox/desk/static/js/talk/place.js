// Where one is: a few invented places of 青禾镇.
import { choose } from "../pages/choose.js";

const PLACES = [
  { label: "青禾镇党群服务中心", latitude: 30.5284, longitude: 120.6821 },
  { label: "河东村文化礼堂", latitude: 30.5317, longitude: 120.6958 },
  { label: "青禾镇夜校", latitude: 30.5262, longitude: 120.6794 },
];

/** The place chosen, or null. */
export async function askPlace(phone) {
  const chosen = await choose(phone, "您在哪儿？", PLACES.map((place, index) => ({ label: place.label, value: String(index) })));
  return chosen === "" ? null : PLACES[Number(chosen)];
}
