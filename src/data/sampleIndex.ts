/**
 * The photos shipped under `public/samples/textures/<class>/<name>.jpg`, all 256 × 256 px; licence and
 * authors in `public/samples/LICENSE.md`.
 */

/** Side of every shipped photo, px. */
export const samplePhotoSide = 256;

export interface SampleFolder {
  /** Folder below `samples/textures/`, also the class id. */
  readonly folder: string;
  readonly className: string;
  /** File names without `.jpg`. */
  readonly photos: readonly string[];
}

export const sampleFolders: readonly SampleFolder[] = [
  {
    folder: "grass",
    className: "Grass",
    photos: [
      "alpine_arctic__grass_01",
      "alpine_grass",
      "desert_grass_a",
      "grass1",
      "grass_field",
      "grass_field_a",
      "new_alpine_grass_d",
      "steppe_grass_a",
      "steppe_grass_green_a",
      "temp_grass_b",
      "temp_grass_d",
      "temp_grass_long_b",
    ],
  },
  {
    folder: "cliff_rock",
    className: "Cliff rock",
    photos: [
      "alpine_cliff",
      "alpine_mountainside",
      "cliff4",
      "cliff_canyon",
      "cliff_dark_01",
      "cliff_darkgray",
      "cliff_granite",
      "cliff_rocky",
      "desert_cliff_1",
      "desert_cliff_4",
      "medit_cliff_greek_2",
      "temp_cliff_a",
    ],
  },
  {
    folder: "paving",
    className: "Paving",
    photos: [
      "aegean_anatolia__paving_01",
      "alpine_arctic__paving_stones_01",
      "desert_city_tile_pers",
      "india__paving_01",
      "india__paving_02",
      "medit_city_tile",
      "medit_city_tile_02",
      "new_alpine_citytile",
      "savanna_tile_a",
      "temperate__paving_001",
      "temperate__paving_002",
      "tropic_citytile_a",
    ],
  },
  {
    folder: "snow_ice",
    className: "Snow and ice",
    photos: [
      "alpine_snow_a",
      "ice_01",
      "polar_ice_b",
      "polar_ice_c",
      "polar_ice_snow",
      "polar_snow_a",
      "polar_snow_b",
      "polar_snow_glacial",
      "snow",
      "snow_01",
      "snow_02",
      "snow_ice_01",
    ],
  },
  {
    folder: "sand",
    className: "Sand",
    photos: [
      "aegean_anatolia__sand_01",
      "desert_sand_dunes_100",
      "desert_sand_smooth",
      "desert_sand_smooth_b",
      "medit_sand_messy",
      "nubia__dunes_01",
      "nubia__sand_ripples",
      "sahara__sand_02",
      "sahara__sand_03",
      "sand",
      "sand_dune_a",
      "sand_sahara",
    ],
  },
  {
    folder: "farmland",
    className: "Farmland",
    photos: [
      "desert_farmland",
      "farmland_a",
      "furrows_dirt",
      "furrows_spring_b",
      "medit_farmland",
      "temp_farmland",
      "tropic_farmland",
    ],
  },
];
