// Where one is: a few invented places of 青禾镇.
import { ask } from "../pages/ask.js";
import { choose } from "../pages/choose.js";

const PLACES = [
  { label: "青禾镇党群服务中心", latitude: 30.5284, longitude: 120.6821 },
  { label: "河东村文化礼堂", latitude: 30.5317, longitude: 120.6958 },
  { label: "青禾镇夜校", latitude: 30.5262, longitude: 120.6794 },
];

/** The place chosen, or null. */
export async function askPlace(phone) {
  const chosen = await choose(phone, "您在哪儿？", [
    ...PLACES.map((place, index) => ({ label: place.label, value: String(index) })),
    { label: "别的地方", value: "own", note: "自己写名字和经纬度" },
  ]);
  if (chosen === "own") return ownPlace(phone);
  return chosen === "" ? null : PLACES[Number(chosen)];
}

async function ownPlace(phone) {
  const degrees = { type: "number", step: "any", required: true };
  const given = await ask(phone, "在哪儿", [
    { label: "叫什么", name: "label", required: true, maxLength: 200, value: "桐溪桥头" },
    { label: "纬度", name: "latitude", min: -90, max: 90, value: "30.5291", ...degrees },
    { label: "经度", name: "longitude", min: -180, max: 180, value: "120.6833", ...degrees },
  ], "发送");
  return given && { label: given.label, latitude: Number(given.latitude), longitude: Number(given.longitude) };
}
