import Ledger
import SharedDataSets
import Testing

@testable import Analytics

/// The stages of the CDNOW log as pandas 3.1 has them from the definitions: medians by `groupby`, months by `DateOffset`,
/// thirds by `rank(method="min")`, periods by sets of people; intervals as exact fractions.
@Suite("CDNOW by stages and periods", .sharedData(CDNOW.name))
struct CDNOWStagesTests {
  let ledger = CDNOWTests.ledger
  let question = Question(asOf: day("1998-06-30"))

  @Test("Life cycle with the bounds that the shop's own rhythm suggests")
  func suggested() throws {
    var question = question
    _ = try question.settings.set("lifecycle.months", "suggested")
    let cycle = Lifecycle(ledger, question)
    #expect(cycle.months == [2, 4, 7])
    #expect(cycle.stages.map(\.customers) == [2_583, 1_726, 1_718, 17_475])
    #expect(cycle.stages.map(\.net) == [89_919_321, 36_459_409, 27_885_757, 95_767_076])
  }

  @Test("Five stages by orders")
  func stages() {
    let stages = VisitStages(ledger, question)
    #expect(!stages.isByVisits)
    #expect(stages.rows.map(\.customers) == [0, 5_312, 746, 72, 17_372])
    #expect(stages.rows.map(\.net) == [0, 78_716_252, 51_122_393, 6_146_734, 114_046_184])
    #expect(stages.rows.map(\.oneTime) == [0, 0, 0, 0, 11_989])
  }

  @Test("Grid of stage, purchases and amount")
  func grid() {
    let grid = LifecycleGrid(ledger, question)
    #expect(grid.bounds.high == 10_393 && grid.bounds.middle == 3_898)
    let people = [
      0, 0, 0, 0, 3, 23, 71, 0, 23, 94, 75, 0, 897, 329, 80, 0, 0, 0, 0, 0, 21, 87, 290, 0, 48, 192, 191, 0, 1_079, 642,
      164, 0, 0, 0, 1, 0, 49, 233, 670, 0, 77, 299, 371, 0, 509, 626, 340, 0, 0, 0, 0, 11_988, 17, 100, 255, 2_221, 23,
      72, 139, 599, 33, 82, 127, 362,
    ]
    #expect(grid.cells.map(\.customers) == people)
    let net: [Int64] = [
      0, 0, 0, 0, 57_379, 205_686, 315_340, 0, 576_848, 934_625, 517_280, 0, 53_961_478, 4_861_011, 897_365, 0, 0, 0, 0,
      0, 438_610, 907_258, 1_315_473, 0, 1_288_695, 1_883_410, 1_198_126, 0, 45_663_108, 9_581_597, 1_775_441, 0, 0, 0,
      1_299, 0, 1_098_261, 2_468_139, 2_989_447, 0, 1_707_172, 3_315_737, 2_521_654, 0, 19_281_505, 10_369_766,
      4_052_354, 0, 0, 0, 0, 36_763_262, 372_447, 1_082_054, 1_166_131, 14_620_723, 602_786, 1_121_800, 964_115,
      6_316_576, 1_705_409, 1_840_775, 1_763_087, 7_528_334,
    ]
    #expect(grid.cells.map(\.net) == net)
    let medians: [Int64?] = [
      nil, nil, nil, nil, 8_809, 4_769, 1_973, nil, 7_092, 3_077, 1_918, nil, 3_744, 2_386, 1_908, nil, nil, nil, nil,
      nil, 9_597, 4_473, 2_006, nil, 7_433, 3_034, 1_858, nil, 4_030, 2_357, 1_926, nil, nil, nil, 1_299, nil, 9_978,
      4_716, 1_949, nil, 6_866, 3_374, 1_857, nil, 4_568, 2_761, 1_991, nil, nil, nil, nil, 2_096, 10_692, 4_935, 1_947,
      2_464, 9_306, 4_736, 1_963, 2_772, 6_029, 3_554, 2_123, 3_112,
    ]
    #expect((0..<64).map { grid.medianAOV($0) } == medians)
  }

  @Test("Months: new, repeat, returned, dormant, and their net")
  func months() {
    let periods = PeriodLifecycle(ledger, question)
    #expect(periods.rows.first?.start == day("1997-01-01") && periods.rows.last?.isIncomplete == false)
    let people = [
      [7_814, 8_455, 7_231, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0],
      [0, 1_155, 1_680, 1_773, 852, 747, 746, 604, 528, 532, 624, 632, 512, 472, 569, 517, 458, 446],
      [
        0, 0, 595, 1_049, 1_362, 1_592, 1_434, 1_168, 1_211, 1_307, 1_402, 1_232, 1_025, 1_079, 1_489, 919, 1_030,
        1_060,
      ],
      [
        0, 6_659, 7_930, 7_733, 1_970, 1_467, 1_593, 1_576, 1_244, 1_207, 1_215, 1_396, 1_352, 1_065, 982, 1_541, 978,
        1_042,
      ],
    ]
    let net: [[Int64]] = [
      [29_906_017, 31_874_049, 27_988_449, 0, 0, 0, 0, 0, 0, 0, 9_043, 0, 0, 0, 0, 0, 0, 0],
      [
        0, 6_084_954, 8_635_477, 9_802_680, 4_861_093, 4_583_964, 5_290_739, 3_706_791, 3_006_352, 3_377_556, 4_391_334,
        3_848_637, 3_023_347, 2_940_667, 3_843_918, 2_986_125, 2_717_583, 2_984_074,
      ],
      [
        0, 0, 2_691_601, 4_479_769, 5_932_237, 6_255_623, 6_917_149, 5_129_978, 5_188_528, 5_600_521, 7_144_487,
        5_709_098, 4_652_331, 4_769_029, 7_053_097, 3_637_027, 4_381_383, 4_626_856,
      ],
      [
        0, 24_126_792, 28_531_494, 28_471_347, 8_624_462, 6_272_611, 6_315_871, 7_596_719, 5_647_397, 4_919_631,
        5_071_150, 6_951_477, 6_228_480, 4_569_892, 4_156_150, 7_127_188, 3_894_443, 4_335_127,
      ],
    ]
    for place in 0..<4 {
      #expect(periods.rows.map { $0.people[place] } == people[place])
      #expect(periods.rows.map { $0.net[place] } == net[place])
    }
    #expect(periods.otherNet == 0)
    #expect(periods.leftEdge == 109)
    #expect(periods.rows.prefix { $0.isLeftEdge }.count == 4)
  }

  @Test("Quarters")
  func quarters() throws {
    var question = question
    _ = try question.settings.set("periods.unit", "quarter")
    let periods = PeriodLifecycle(ledger, question)
    let people = [
      [23_500, 0, 0, 2, 0, 0],
      [0, 5_376, 2_289, 2_063, 1_954, 1_760],
      [0, 0, 1_974, 2_156, 1_863, 1_557],
      [0, 18_124, 3_087, 2_200, 2_267, 2_057],
    ]
    for place in 0..<4 { #expect(periods.rows.map { $0.people[place] } == people[place]) }
  }
}
