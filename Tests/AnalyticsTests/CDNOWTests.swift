import Glibc
import Ledger
import SharedDataSets
import Testing

@testable import Analytics

/// The CDNOW log (Fader & Hardie): 69,659 rows of 23,570 people, 1997-01-01 to 1998-06-30.
///
/// The expected figures were computed with pandas 3.1 from the definitions, independently of this module: rows of the
/// same person and day summed, zero-value rows dropped, `shift`, `cumcount` and `sort_values` for gaps, steps and ranks,
/// calendar months with `DateOffset`, Kaplan–Meier by counting the people at risk for every day.
@Suite("CDNOW", .sharedData(CDNOW.name))
struct CDNOWTests {
  static let ledger = CDNOW.ledger()
  let ledger = CDNOWTests.ledger
  let question = Question(asOf: day("1998-06-30"))

  @Test("The file is the published one")
  func file() {
    #expect(ledger.customers.count == 23_570)
    #expect(ledger.orders.count == 69_659)
    #expect(ledger.orders.gross.total == 250_031_563)
    #expect(ledger.lastDay == question.asOf)
    var personDays = 0
    for customer in 0..<ledger.customers.count {
      personDays += Set(ledger.orders(of: customer).map { ledger.orders.day[$0] }).count
    }
    #expect(personDays == 67_591)
  }

  @Test("Funnel")
  func funnel() {
    let funnel = PurchaseFunnel(ledger, question)
    #expect(funnel.steps.map(\.reached) == [23_502, 11_513, 7_473, 5_270, 3_835])
    #expect(funnel.steps.map(\.exactly) == [11_989, 4_040, 2_203, 1_435, 3_835])
    #expect(funnel.steps.map(\.net) == [36_764_561, 27_036_948, 22_948_824, 20_965_868, 142_315_362])
    #expect(funnel.steps.map(\.purchases) == [11_989, 8_080, 6_609, 5_740, 35_093])
    #expect(funnel.steps.map(\.aov) == [3_067, 3_346, 3_472, 3_653, 4_055])
    #expect(funnel.totalNet == 250_031_563)
    #expect(funnel.maturityDays == 210)
    #expect(funnel.steps.map(\.maturedBase) == [23_502, 10_221, 5_816, 3_625, 2_398])
    let again: [Double] = [11_513, 7_084, 4_611, 3_074, 2_118]
    #expect(funnel.steps.map(\.maturedRate) == zip(again, [23_502, 10_221, 5_816, 3_625, 2_398]).map { $0 / $1 })
  }

  @Test("Life cycle and what moved since 30 May")
  func lifecycle() {
    let cycle = Lifecycle(ledger, question)
    #expect(cycle.stages.map(\.customers) == [1_595, 2_714, 3_175, 16_018])
    #expect(cycle.stages.map(\.net) == [62_327_012, 64_051_718, 47_805_334, 75_847_499])
    #expect(cycle.stages.map(\.oneTime) == [0, 0, 1, 11_988])
    #expect(cycle.withoutPurchase == 68)
    let expected: [(Stage?, [Int])] = [
      (.active, [513, 988, 0, 0]), (.silent, [531, 1_726, 575, 0]), (.sleeping, [286, 0, 2_600, 418]),
      (.churned, [265, 0, 0, 15_600]), (nil, [0, 0, 0, 0]),
    ]
    for (from, counts) in expected { #expect(Stage.allCases.map { cycle.migrated(from: from, to: $0) } == counts) }
    #expect(cycle.suggestedMonths == [2, 4, 7])
  }

  @Test("Money deciles of the last 365 days")
  func deciles() {
    let deciles = MoneyDeciles(ledger, question)
    #expect(deciles.customers == 8_332)
    #expect(deciles.totalNet == 106_935_650)
    #expect(deciles.rows.map(\.customers) == [833, 833, 833, 833, 834, 833, 833, 833, 833, 834])
    #expect(
      deciles.rows.map(\.net) == [
        49_937_754, 18_000_570, 11_593_255, 8_279_936, 6_172_484, 4_561_795, 3_411_740, 2_429_213, 1_575_310, 973_593,
      ])
    #expect(deciles.rows.map(\.mean) == [59_949, 21_609, 13_917, 9_940, 7_401, 5_476, 4_096, 2_916, 1_891, 1_167])
    #expect(deciles.rows.map(\.minimum) == [27_830, 16_855, 11_497, 8_540, 6_321, 4_697, 3_498, 2_498, 1_449, 249])
    #expect(deciles.rows.filter(\.tieAtBorder).map(\.decile) == [6, 8, 9])
    let ends = deciles.rows.map { ledger.keys(deciles.customers(in: $0.decile)) }
    #expect(
      ends.map(\.first) == ["07592", "03428", "01342", "08004", "15621", "05373", "06108", "21174", "14085", "19604"])
    #expect(
      ends.map(\.last) == ["07516", "06529", "08650", "14627", "21001", "11837", "14299", "21037", "13253", "02304"])
    #expect(abs((deciles.top20Share ?? 0) - 0.6353196899256702) < 1e-12)
    #expect(deciles.customersFor80 == 3_080)
    #expect(abs((deciles.gini ?? 0) - 0.5967695871858726) < 1e-12)
  }

  @Test("Purchase deciles of the last 365 days")
  func slices() {
    let slices = PurchaseDeciles(ledger, question)
    #expect(slices.slices.map(\.customers) == [44, 113, 183, 263, 363, 489, 670, 955, 1_471, 3_781])
    #expect(slices.slices.first?.net == 10_781_626)
    #expect(slices.slices.last?.net == 10_688_923)
  }

  @Test("Churn list and its first ten people")
  func churn() {
    let churn = ChurnList(ledger, question)
    #expect(churn.rhythm.interval == 56)
    #expect(churn.rhythm.firstGap == 57)
    #expect(ChurnState.allCases.map { churn.count($0) } == [3_097, 976, 2_050, 17_379])
    #expect(churn.entries.count == 3_026)
    #expect(churn.totalStake == 17_244_294)
    let first = churn.entries.prefix(10)
    #expect(
      ledger.keys(first.map(\.customer)) == [
        "07931", "07983", "15162", "02664", "21739", "16175", "22061", "00499", "12367", "01077",
      ])
    #expect(first.map(\.daysSince) == [17, 5, 14, 19, 28, 82, 11, 9, 14, 9])
    #expect(first.map(\.purchases) == [53, 125, 30, 28, 22, 12, 116, 44, 53, 48])
    #expect(
      first.map(\.expected) == [
        302_442, 326_258, 203_336, 186_351, 164_391, 116_703, 196_073, 196_793, 180_255, 149_972,
      ])
    #expect(
      first.map(\.stake) == [107_827, 97_163, 69_818, 67_828, 66_287, 64_593, 64_434, 63_063, 61_893, 48_059])
    let ratios = [1.928571, 1.301653, 1.163539, 1.190065, 1.437500, 2.920548, 2.816193, 1.426056, 1.588235, 1.270893]
    for (entry, ratio) in zip(first, ratios) { #expect(abs(entry.ratio - ratio) < 1e-6) }
    let chances = [0.643479, 0.702191, 0.656637, 0.636021, 0.596772, 0.446521, 0.671376, 0.679547, 0.656637, 0.679547]
    for (entry, chance) in zip(first, chances) { #expect(abs((entry.pReturn ?? 0) - chance) < 1e-6) }
    #expect(first.map(\.state.phrase).filter { $0 == "at risk" }.count == 4)
  }

  @Test("Survival of silence by number of purchases")
  func survival() {
    let churn = ChurnList(ledger, question)
    let expected = [
      [0.824951068, 0.707003659, 0.624457493, 0.561566483], [0.762679164, 0.575870685, 0.445390685, 0.355908354],
      [0.716019899, 0.486701838, 0.335691401, 0.248783332], [0.520672351, 0.268166027, 0.154091303, 0.103561361],
    ]
    for (band, survivals) in zip(churn.rhythm.bands, expected) {
      for (day, survival) in zip([30, 90, 180, 300], survivals) {
        #expect(abs(band.survival(at: day) - survival) < 1e-8)
      }
    }
    #expect(abs(churn.rhythm.pooled.survival(at: 90) - 0.50471753) < 1e-8)
  }
}

/// A few lines that read the one file this suite is about; it is not how the program reads files.
enum CDNOW {
  /// The packed log in the folder of shared data sets.
  static let name = "cdnow/CDNOW_master.txt.gz"

  /// Where it lies; `nil` where it is absent.
  static var path: String? { SharedData.path(name) }

  /// The log as a ledger; amounts in cents.
  static func ledger() -> Ledger {
    var entries: [LedgerEntry] = []
    for row in text().split(separator: "\r\n").dropFirst() {
      let fields = row.split(separator: " ")
      let parts = fields[3].split(separator: ".")
      guard fields.count == 4, let date = Day(String(fields[1])), let whole = Int64(parts[0]) else {
        Issue.record("cannot read \(row)")
        continue
      }
      let decimals = parts.count > 1 ? (String(parts[1]) + "0").prefix(2) : "00"
      entries.append(
        LedgerEntry(customer: String(fields[0]), day: date, gross: whole * 100 + (Int64(decimals) ?? 0)))
    }
    return Ledger(entries: entries)
  }

  private static func text() -> String {
    guard let path, let pipe = popen("gzip -dc '\(path)'", "r") else { return "" }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
