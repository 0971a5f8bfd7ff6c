/// A province or state the shop delivers to.
struct Place: Sendable {
  /// When the warm season begins there, which decides when iced tea sells.
  enum Climate: Int, Sendable, CaseIterable { case south, middle, north }

  let region: String
  let cities: [String]
  let country: Country
  let climate: Climate
  let weight: Double

  /// The countries of the shop's customers.
  enum Country: Int, Sendable, CaseIterable {
    case france, germany, ireland, china

    func name(_ locale: DemoShop.Locale) -> String {
      switch (self, locale) {
      case (.france, .en): "France"
      case (.germany, .en): "Germany"
      case (.ireland, .en): "Ireland"
      case (.china, .en): "China"
      case (.france, .zh): "法国"
      case (.germany, .zh): "德国"
      case (.ireland, .zh): "爱尔兰"
      case (.china, .zh): "中国"
      }
    }
  }

  /// All places, those outside China first.
  static let all: [Place] = [
    Place(region: "Île-de-France", cities: ["Paris", "Versailles"], country: .france, climate: .middle, weight: 10),
    Place(region: "Provence", cities: ["Marseille", "Nice"], country: .france, climate: .south, weight: 6),
    Place(region: "Occitanie", cities: ["Toulouse", "Montpellier"], country: .france, climate: .south, weight: 4),
    Place(region: "Brittany", cities: ["Rennes", "Brest"], country: .france, climate: .north, weight: 3),
    Place(region: "Bavaria", cities: ["Munich", "Nuremberg"], country: .germany, climate: .middle, weight: 7),
    Place(region: "Berlin", cities: ["Berlin"], country: .germany, climate: .north, weight: 5),
    Place(region: "Hamburg", cities: ["Hamburg"], country: .germany, climate: .north, weight: 4),
    Place(region: "Rhineland", cities: ["Cologne", "Düsseldorf"], country: .germany, climate: .middle, weight: 6),
    Place(region: "Leinster", cities: ["Dublin", "Kilkenny"], country: .ireland, climate: .north, weight: 7),
    Place(region: "Munster", cities: ["Cork", "Limerick"], country: .ireland, climate: .north, weight: 4),
    Place(region: "广东", cities: ["广州", "深圳", "佛山"], country: .china, climate: .south, weight: 8),
    Place(region: "福建", cities: ["厦门", "福州"], country: .china, climate: .south, weight: 4),
    Place(region: "云南", cities: ["昆明", "大理"], country: .china, climate: .south, weight: 2),
    Place(region: "浙江", cities: ["杭州", "宁波"], country: .china, climate: .middle, weight: 7),
    Place(region: "江苏", cities: ["南京", "苏州"], country: .china, climate: .middle, weight: 6),
    Place(region: "上海", cities: ["上海"], country: .china, climate: .middle, weight: 7),
    Place(region: "四川", cities: ["成都", "绵阳"], country: .china, climate: .middle, weight: 4),
    Place(region: "北京", cities: ["北京"], country: .china, climate: .north, weight: 6),
    Place(region: "山东", cities: ["济南", "青岛"], country: .china, climate: .north, weight: 4),
    Place(region: "辽宁", cities: ["沈阳", "大连"], country: .china, climate: .north, weight: 3),
  ]

  /// The places in China, and the others.
  static let inChina = all.indices.filter { all[$0].country == .china }
  static let elsewhere = all.indices.filter { all[$0].country != .china }
}
