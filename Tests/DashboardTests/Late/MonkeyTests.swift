import Canvas
import DemoShop
import Glibc
import Ingest
import Ledger
import Panels
import Synchronization
import SharedDataSets
import Testing

@testable import Dashboard

/// Numbers from a seed (SplitMix64), so that a failing run can be run again.
struct MonkeyDice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A small Chinese shop: tea and its people, with phones, provinces and paid amounts, that grows by a day at a time.
enum TeaHouse {
  private static let surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "司马"]
  private static let given = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "秀英", "志明"]
  private static let teas = ["龙井 250克", "铁观音", "普洱茶饼", "茉莉花茶", "大红袍 礼盒", "白毫银针"]

  static func csv(customers: Int = 60, extraDays: Int = 0) -> String {
    var text = "订单编号,会员号,买家姓名,手机号,下单时间,商品名称,数量,单价\n"
    var dice = MonkeyDice(seed: 8)
    var order = 70_000
    for customer in 0..<customers {
      let name = surnames[customer % surnames.count] + given[(customer / 3) % given.count]
      for purchase in 0...(customer % 6) {
        order += 1
        let day = Day(uncheckedYear: 2024, month: 2, day: 10).adding(
          days: customer * 2 + purchase * (18 + customer % 9))
        let tea = teas[Int.random(in: 0..<teas.count, using: &dice)]
        text +=
          "\(order),V\(1_000 + customer),\(name),1390000\(2_000 + customer),\(day),\(tea),\(1 + purchase % 3),\(38 + customer).80\n"
      }
    }
    for day in 0..<extraDays {
      text += "\(90_000 + day),V\(1_000 + day % customers),新客\(day),1380000\(3_000 + day),"
      text += "\(Day(uncheckedYear: 2024, month: 10, day: 1).adding(days: day)),龙井 250克,1,88.00\n"
    }
    return text
  }
}

/// Random keys, pastes, clicks, resizes and late results; whatever they are, the program goes on and shows what is there.
@Suite("A monkey at the keys", .serialized)
struct MonkeyTests {
  /// How many keys each shop gets: some hundreds, or as many as `CLIENTELE_MONKEY_KEYS` says.
  static let keys = getenv("CLIENTELE_MONKEY_KEYS").flatMap { Int(String(cString: $0)) } ?? 250
  static let seed = getenv("CLIENTELE_MONKEY_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1

  @Test("over a Chinese shop that grows meanwhile")
  func teaHouse() throws {
    let days = Atomic<Int>(0)
    let session = try LateSession(name: "茶馆.csv") {
      let extra = days.load(ordering: .relaxed)
      return [.bytes(name: "茶馆.csv", Array(TeaHouse.csv(extraDays: extra).utf8))]
    }
    try play(session, seed: MonkeyTests.seed, keys: MonkeyTests.keys) { days.add(1, ordering: .relaxed) }
  }

  @Test("over the demo shop")
  func demoShop() throws {
    let files = DemoShop(.init(customers: 300)).files.filter { $0.name.hasSuffix(".csv") && $0.name != "stock.csv" }
    let session = try LateSession(name: "Demo shop") { files.map { .bytes(name: $0.name, $0.contents) } }
    try play(session, seed: MonkeyTests.seed &+ 1, keys: MonkeyTests.keys)
  }

  @Test(
    "over Online Retail, where many keys are asked for",
    .enabled(if: MonkeyTests.keys >= 5_000, "CLIENTELE_MONKEY_KEYS asks for fewer than 5,000"),
    .sharedData("online_retail/online_retail.csv.gz"))
  func onlineRetail() throws {
    let path = try #require(SharedData.path("online_retail/online_retail.csv.gz"))
    let session = try LateSession(name: "online_retail.csv.gz") { [.file(path)] }
    try play(session, seed: MonkeyTests.seed &+ 2, keys: MonkeyTests.keys / 10)
  }

  private func play(_ session: LateSession, seed: UInt64, keys: Int, grow: () -> Void = {}) throws {
    try session.open()
    #expect(session.state.failure == nil)
    session.state.following = .live
    var dice = MonkeyDice(seed: seed)
    var last: [String] = []
    for number in 0..<keys {
      let (words, event) = event(session, &dice)
      last.append(words)
      if last.count > 40 { last.removeFirst() }
      if number % 97 == 96 {
        grow()
        session.apply([.fileChanged, .fileVanished, .fileReturned].randomElement(using: &dice) ?? .fileChanged)
        last.append("file")
      }
      session.handle(event)
      session.state.exitStatus = nil
      session.state.leavingWith = nil
      session.state.wantsSuspension = false
      if let text = session.state.clipboard {
        session.state.clipboard = nil
        if session.state.hidesNames, text.contains("1390000") { Issue.record("names left: \(last)") }
      }
      switch Int.random(in: 0..<10, using: &dice) {
      case 0..<5: break
      case 5..<9:
        for _ in 0..<Int.random(in: 1...4, using: &dice) {
          _ = session.gather(atLeast: 0)
          if !session.results.isEmpty { session.deliver(Int.random(in: 0..<session.results.count, using: &dice)) }
          check(session, last, number, seed)
        }
      default:
        guard session.settle() else {
          Issue.record("seed \(seed), key \(number): work that never ends, after \(last)")
          return
        }
        if let violation = Invariants.violationAtRest(session.state) {
          Issue.record("seed \(seed), key \(number): \(violation), after \(last)")
          return
        }
      }
      guard check(session, last, number, seed) else { return }
    }
    #expect(session.settle())
    #expect(Invariants.violationAtRest(session.state) == nil)
  }

  @discardableResult
  private func check(_ session: LateSession, _ last: [String], _ number: Int, _ seed: UInt64) -> Bool {
    if let violation = Invariants.violation(session.state) {
      Issue.record("seed \(seed), key \(number): \(violation), after \(last)")
      return false
    }
    session.draw()
    let size = session.state.size
    guard session.frame.canvas.size == size else {
      Issue.record("seed \(seed), key \(number): drawn at \(session.frame.canvas.size), after \(last)")
      return false
    }
    return true
  }

  private static let commandKeys = CommandTable.all.flatMap(\.keys).filter { $0 != "L" }
  private static let pastes = [
    "net > 100", "stage = sleeping and purchases >= 2", "2024-06-30", "30d", "lifecycle.months=1,2,3", "王", "V10",
    "+7d call back", "Big: buys much", "purchase.unit=order", "a\u{1B}[31m\tb\u{9B}c\nd", "out.csv", "out.json",
    "pareto",
    "customers.leave_out=price_only", "\u{0301}\u{202E}é👩‍👩‍👧", "9999-12-31", "0001-01-01", "region = \"x\"",
  ]

  private func event(_ session: LateSession, _ dice: inout MonkeyDice) -> (String, InputEvent) {
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<4:
      let sizes = [(140, 45), (80, 24), (40, 12), (200, 60), (12, 4), (3, 2), (1, 1), (61, 17), (30, 9)]
      let (width, height) = sizes.randomElement(using: &dice) ?? (80, 24)
      return ("\(width)x\(height)", .resize(Size(width: width, height: height)))
    case 4..<10:
      let size = session.state.size
      let kinds: [MouseEvent.Kind] = [.press, .press, .doubleClick, .wheelUp, .wheelDown, .release]
      let kind = kinds.randomElement(using: &dice) ?? .press
      let x = Int.random(in: 0..<max(1, size.width), using: &dice)
      let y = Int.random(in: 0..<max(1, size.height), using: &dice)
      return ("\(kind) at \(x) \(y)", .mouse(MouseEvent(x: x, y: y, kind: kind)))
    case 10..<16:
      let text = MonkeyTests.pastes.randomElement(using: &dice) ?? ""
      return ("paste \(text.debugDescription)", .paste(text))
    case 16..<40:
      let names = ["Enter", "Enter", "Esc", "Tab", "Up", "Down", "Left", "Right", "Space", "s", "2", "4"]
      return key(names.randomElement(using: &dice) ?? "Enter")
    default: return key(MonkeyTests.commandKeys.randomElement(using: &dice) ?? "Enter")
    }
  }

  private func key(_ name: String) -> (String, InputEvent) { (name, .key(Key(name: name) ?? Key("x"))) }
}
