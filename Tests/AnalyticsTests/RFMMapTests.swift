import Ledger
import Testing

@testable import Analytics

@Suite("RFM maps")
struct RFMMapTests {
  @Test("Set A as published covers what was computed: five segments never occur, 36 codes have none")
  func setA() {
    #expect(RFMMap.setA.coverage == [8, 28, 24, 0, 0, 3, 3, 20, 0, 3, 0, 36])
    #expect(RFMMap.setA.unmatched == 36)
    #expect(RFMMap.setA.overlapping == 42)
    #expect(RFMMap.setA.segments.last == RFMMap.others)
    #expect(!RFMMap.setA.isPartition)
    #expect(RFMMap.setA.notes.count == 2)
  }

  @Test("Set B as published covers what was computed")
  func setB() {
    #expect(RFMMap.setB.coverage == [1, 35, 15, 8, 15, 6, 7, 4, 10, 14, 10])
    #expect(RFMMap.setB.overlapping == 58)
    #expect(RFMMap.setB.segment(5, 5, 4).title == "Potential Loyalist")
    #expect(RFMMap.setB.segment(5, 3, 1).title == "New Customers")
  }

  @Test("The RF map and the default have each of 25 cells once, Klaviyo's each of 27 codes, the Chinese each of 8")
  func partitions() {
    for map in [RFMMap.default11, .rf10, .klaviyo6, .cn8] {
      #expect(map.isPartition, "\(map.id)")
      #expect(map.notes.isEmpty)
      #expect(map.coverage.reduce(0, +) == map.scale.codes)
    }
    #expect(RFMMap.klaviyo6.coverage == [3, 5, 5, 5, 5, 4])
    #expect(RFMMap.cn8.coverage == [Int](repeating: 1, count: 8))
    #expect(RFMMap.rf10.plane == .f)
    #expect(RFMMap.default11.plane == .fm)
    #expect(RFMMap.klaviyo6.plane == .mixed)
    #expect(RFMMap.cn8.plane == .eight)
    #expect(RFMMap.builtIn.map(\.id) == ["default11", "rf10", "klaviyo6", "cn8", "set-a", "set-b"])
  }

  @Test("The default is the table of the definitions, each of its cells within Set A's bounds")
  func defaultMap() {
    let table = [
      ["New", "Potential Loyalist", "Potential Loyalist", "Champions", "Champions"],
      ["Promising", "Potential Loyalist", "Potential Loyalist", "Champions", "Champions"],
      ["About to Sleep", "About to Sleep", "Need Attention", "Loyal", "Loyal"],
      ["Hibernating", "Hibernating", "At Risk", "At Risk", "At Risk"],
      ["Lost", "Hibernating", "At Risk", "Can't Lose Them", "Can't Lose Them"],
    ]
    for (row, names) in table.enumerated() {
      for (column, name) in names.enumerated() {
        let (r, fm) = (5 - row, column + 1)
        #expect(RFMMap.default11.segment(r, fm, fm).title == name)
        // The same segment of Set A has a rule that holds for the cell's middle code.
        let published = RFMMap.setA.segments.first { $0.title.lowercased().hasPrefix(name.lowercased()) }
        #expect(published?.rules.contains { $0.holds(r, fm, fm, fm: fm) } == true, "\(name)")
      }
    }
    #expect(RFMMap.default11.segment(5, 1, 2).title == "Potential Loyalist", "1.5 is rounded up")
  }

  @Test("R = 1 of the Chinese map means bought recently")
  func chinese() {
    #expect(RFMMap.cn8.segment(1, 1, 1).chinese == "重要价值客户")
    #expect(RFMMap.cn8.segment(1, 0, 1).chinese == "重要发展客户")
    #expect(RFMMap.cn8.segment(0, 1, 1).chinese == "重要保持客户")
    #expect(RFMMap.cn8.segment(0, 0, 1).chinese == "重要挽留客户")
    #expect(RFMMap.cn8.segment(0, 0, 0).chinese == "一般挽留客户")
  }

  @Test("A map of one's own: ranges, alternatives, codes, advice, remarks")
  func own() throws {
    let text = """
      \u{FEFF}# mine
      title: Three kinds
      Gold: R 4-5, FM 4–5 -> call them; really
      Silver: R 4, F 1-3; r3   → keep
      Can't say: 111 112
      """
    let map = try RFMMap.parse(text.replacing("\n", with: "\r\n"), name: "my.map")
    #expect(map.id == "my.map" && map.title == "Three kinds" && map.scale == .five)
    #expect(map.segments.map(\.id) == ["gold", "silver", "cant_say", "others"])
    #expect(map.segments[0].advice == "call them; really")
    #expect(map.segments[1].advice == "keep")
    #expect(map.segment(5, 5, 3).title == "Gold")
    #expect(map.segment(4, 5, 4).title == "Gold", "the first that holds")
    #expect(map.segment(4, 2, 2).title == "Silver")
    #expect(map.segment(3, 5, 5).title == "Silver")
    #expect(map.segment(1, 1, 2).title == "Can't say")
    #expect(map.segment(1, 1, 3) == RFMMap.others)
    #expect(try RFMMap.parse("scores: 2\nKey: 111 101\nRest: R 0-1", name: "x").scale == .two)
    #expect(try RFMMap.parse("scores: 3\n好: FM 3", name: "x").segments.map(\.id) == ["好", "others"])
  }

  @Test(
    "What is wrong is said with its line and a way out",
    arguments: [
      ("Gold R 4", 1, "no colon"), ("# x\nGold: R 6", 2, "from 1 to 5"), ("Gold: R 4-2", 1, "no range"),
      ("Gold: Q 4", 1, "begins with no score"), ("Gold: R 4, R 5", 1, "R stands twice"), ("Gold: 446", 1, "no code"),
      ("Gold: 44", 1, "no code"), ("Gold:", 1, "no scores"), ("Gold: R 4;", 1, "no scores"),
      ("Gold: R 4\nGold: R 5", 2, "twice"), ("scores: 4\nGold: R 4", 1, "5, 3 or 2"), ("Others: R 1", 1, "Others"),
      (": R 1", 1, "1 to 30 letters"), ("\(String(repeating: "x", count: 31)): R 1", 1, "1 to 30 letters"),
      ("G\u{1B}[31m: R 1", 1, "control character"), ("scores: 2\nGold: FM 1", 2, "R, F or M"),
      ("Gold: R ４", 1, "no range"), ("Gold: R 4 -> \u{7}", 1, "control"), ("Gold: R", 1, "no range"),
    ])
  func errors(_ text: String, _ line: Int, _ words: String) {
    do throws(RFMMapError) {
      let map = try RFMMap.parse(text, name: "my.map")
      Issue.record("read as \(map.segments.map(\.title))")
    } catch {
      #expect(error.line == line)
      #expect(error.description.hasPrefix("my.map, line \(line): "))
      #expect(error.message.contains(words), "\(error.message)")
      #expect(error.message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
  }

  @Test("A text without a segment is no map", arguments: ["", "# nothing", "title: empty"])
  func empty(_ text: String) {
    #expect(throws: RFMMapError.self) { try RFMMap.parse(text, name: "my.map") }
  }

  @Test("Settings name a built-in map, or one that was given to them")
  func settings() throws {
    var settings = AnalyticsSettings()
    #expect(settings.value("rfm.map") == "default11")
    #expect(try settings.set("rfm.map", "CN8"))
    #expect(settings.rfm.map == .cn8)
    #expect(throws: SettingError.self) { try settings.set("rfm.map", "my.map") }
    settings.rfm.userMap = try RFMMap.parse("All: R 1-5", name: "my.map")
    #expect(settings.rfm.map == .cn8, "a map that is known is not yet in use")
    #expect(try settings.set("rfm.map", "my.map"))
    #expect(settings.rfm.map.title == "own map" && settings.value("rfm.map") == "my.map")
    #expect(try settings.set("rfm.map", "set-a") && settings.set("rfm.map", "my.map"))
    #expect(settings.rfm.maps.count == 7)
    for (key, value) in [
      ("rfm.window", "1y"), ("rfm.frequency", "1,2,4,8,16"), ("rfm.cn_cut", "60,5,500"), ("rfm.cn_cut", "median"),
      ("rfm.three_days", "90,180"), ("rfm.three_frequency", "thirds"), ("rfm.three_frequency", "1,3,5"),
      ("value.weights", "1,0,0,0,0"), ("value.simple", "1000,5"), ("value.simple", "off"),
    ] {
      #expect(try settings.set(key, value))
      #expect(settings.value(key) == (key == "rfm.window" ? "12mo" : value))
    }
    for (key, value) in [
      ("rfm.frequency", "1,2,2,3,4"), ("rfm.frequency", "1,2,3"), ("rfm.cn_cut", "low"), ("rfm.three_days", "365,180"),
      ("value.weights", "0,0,0,0,0"), ("value.weights", "30,25,15,20"), ("value.simple", "5"),
    ] {
      #expect(throws: SettingError.self) { try settings.set(key, value) }
    }
  }
}
