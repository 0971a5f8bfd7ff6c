import Glibc
import Ingest
import Ledger
import SharedDataSets
import Testing

@testable import Analytics

/// The stages of the Online Retail file, read as the program reads it, as pandas 3.1 has them from the definitions.
///
/// Refunds were matched there once more by a plain loop, which gives two of them to another order of the same person: so
/// net is compared to date, and by month only the people are.
@Suite("Online Retail by stages and periods")
struct OnlineRetailStagesTests {
  static let ledger: Ledger? = SharedData.path("online_retail/online_retail.csv.gz").flatMap {
    try? readLedger([.file($0)])
  }

  @Test("Five stages, grid and months", .sharedData("online_retail/online_retail.csv.gz"))
  func figures() throws {
    let ledger = try #require(OnlineRetailStagesTests.ledger)
    let question = Question(asOf: day("2011-12-09"))
    let history = PurchaseHistory(ledger, question)
    let cycle = Lifecycle(history, question)
    #expect(cycle.stages.map(\.customers) == [1_662, 1_461, 950, 254])
    #expect(cycle.suggestedMonths == [1, 3, 4])
    let stages = VisitStages(history, ledger, question)
    #expect(stages.rows.map(\.customers) == [741, 2_110, 364, 12, 1_100])
    #expect(stages.rows.map(\.net) == [30_435_403, 320_827_984, 407_671_950, 7_327_707, 64_843_951])
    let grid = LifecycleGrid(history, cycle, question)
    let people = [
      5, 51, 174, 0, 34, 156, 95, 0, 69, 115, 18, 0, 772, 167, 6, 0, 24, 165, 324, 0, 55, 187, 93, 0, 70, 125, 19, 0,
      290, 102, 7, 0, 21, 124, 434, 0, 26, 111, 92, 0, 15, 49, 19, 0, 30, 24, 5, 0, 4, 32, 113, 73, 2, 8, 14, 2, 0, 0,
      1, 0, 1, 1, 3, 0,
    ]
    #expect(grid.cells.map(\.customers) == people)
    let net: [Int64] = [
      2_097_846, 2_914_544, 3_541_267, 0, 6_884_089, 9_986_194, 2_737_054, 0, 14_013_355, 9_046_675, 573_781, 0,
      528_461_092, 15_079_246, 195_177, 0, 5_449_819, 9_809_601, 6_725_396, 0, 11_405_184, 13_041_519, 2_564_269, 0,
      14_824_380, 9_313_397, 570_429, 0, 88_525_556, 8_553_098, 225_720, 0, 4_482_749, 7_184_032, 8_479_936, 0,
      6_716_142, 7_491_621, 2_786_842, 0, 3_070_601, 3_626_973, 666_566, 0, 8_400_433, 2_153_362, 170_849, 0, 775_328,
      1_828_766, 2_169_785, 1_751_838, 355_684, 462_950, 688_666, 694_969, 0, 0, 63_510, 0, 372_477, 66_454, 107_774, 0,
    ]
    #expect(grid.cells.map(\.net) == net)
    #expect(grid.bounds.high == 114_543 && grid.bounds.middle == 37_945)
    let periods = PeriodLifecycle(history, question)
    let standing = [
      [883, 415, 381, 451, 300, 283, 242, 187, 169, 297, 357, 322, 40],
      [0, 324, 260, 289, 302, 367, 408, 363, 388, 425, 486, 620, 369],
      [0, 0, 116, 231, 250, 402, 339, 396, 378, 539, 516, 718, 202],
      [0, 559, 479, 468, 669, 485, 644, 626, 558, 510, 775, 739, 1_291],
    ]
    for place in 0..<4 {
      #expect(periods.rows.map { $0.people[place] } == standing[place])
    }
    let active = periods.rows.reduce(Int64(0)) { $0 + $1.activeNet }
    #expect(active + periods.otherNet == history.identifiedNet)
    #expect(periods.rows.last?.isIncomplete == true)
  }
}
